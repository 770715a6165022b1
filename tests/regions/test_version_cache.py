"""Values derived from public data are cached per content version and date."""

from datetime import date, timedelta

import pytest

from regions.clock import today
from regions.models import Region
from regions.writing.changing import ContentVersion, changing
from regions.writing.version_cache import MAX_DAYS, cached_per_version, pin_version
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def names():
    computed_on = []

    @cached_per_version
    def names_of(on: date) -> list[str]:
        computed_on.append(on)
        return [region.name for region in Region.objects.published(on)]

    names_of.computed_on = computed_on
    return names_of


def test_a_value_is_cached_until_something_is_written(names):
    region = make.a_region(name="Eik")
    assert names(today()) == names(today()) == ["Eik"]
    assert len(names.computed_on) == 1

    region.name = "Beuk"
    region.save()
    assert names(today()) == ["Beuk"]
    assert len(names.computed_on) == 2


def test_a_value_is_computed_again_for_another_date(names):
    tomorrow = today() + timedelta(1)
    make.a_region(name="Eik", published_from=tomorrow)

    assert (names(today()), names(tomorrow)) == ([], ["Eik"])


def test_the_values_for_the_most_recently_requested_dates_are_kept(names):
    first, *others = [today() - timedelta(days) for days in range(MAX_DAYS + 1)]
    for day in (first, *others[:-1], first, others[-1]):
        names(day)
    names(first)
    assert names.computed_on == [first, *others]

    names(others[0])  # the date requested longest ago
    assert names.computed_on == [first, *others, others[0]]


def test_a_write_drops_the_values_for_all_dates(names):
    for day in (today(), today() - timedelta(1)):
        names(day)
    make.a_region(name="Eik")
    names(today())

    assert len(names._values) == 1


def test_a_write_during_the_computation_makes_its_value_outdated():
    @cached_per_version
    def names_of(on: date) -> list[str]:
        names = [region.name for region in Region.objects.published(on)]
        if not names:
            make.a_region(name="Eik")  # a concurrent writer
        return names

    assert [names_of(today()) for _ in range(3)] == [[], ["Eik"], ["Eik"]]


def test_a_page_with_a_pinned_version_caches_nothing_for_later_versions(names):
    with pin_version(ContentVersion.current()):
        make.a_region(name="Eik")
        names(today())
        Region.objects.get().delete()  # by another writer, while this page is rendered
        names(today())

    assert names(today()) == []


class RolledBack(Exception):
    pass


def test_a_value_computed_inside_a_change_is_not_cached(names):
    region = make.a_region(name="Eik")

    def change():
        with changing():
            region.name = "Beuk"
            region.save()
            assert names(today()) == ["Beuk"]
            raise RolledBack

    with pytest.raises(RolledBack):
        change()
    assert names(today()) == ["Eik"]
