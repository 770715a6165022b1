"""What is worked out of public data once, and anew after each change or on another day."""

from datetime import date, timedelta

import pytest

from regions.clock import today
from regions.models import Region
from regions.writing.changing import ContentVersion, changing
from regions.writing.version_cache import at_version, cached_per_version
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def names():
    made = []

    @cached_per_version
    def names_of(on: date) -> list[str]:
        made.append(on)
        return [region.name for region in Region.objects.published(on)]

    names_of.made = made
    return names_of


def test_it_is_made_once_until_something_is_written(names):
    region = make.a_region(name="Eik")
    assert names(today()) == names(today()) == ["Eik"]
    assert len(names.made) == 1

    region.name = "Beuk"
    region.save()
    assert names(today()) == ["Beuk"]
    assert len(names.made) == 2


def test_it_is_made_anew_on_another_day(names):
    tomorrow = today() + timedelta(1)
    make.a_region(name="Eik", published_from=tomorrow)

    assert (names(today()), names(tomorrow)) == ([], ["Eik"])


def test_what_is_written_while_it_is_made_is_not_missed():
    """The version is asked before the making, so that the next one finds it has changed."""

    @cached_per_version
    def names_of(on: date) -> list[str]:
        found = [region.name for region in Region.objects.published(on)]
        if not found:
            make.a_region(name="Eik")  # another writer, after it was read
        return found

    assert [names_of(today()) for _ in range(3)] == [[], ["Eik"], ["Eik"]]


def test_a_page_that_began_before_a_change_keeps_nothing_for_the_pages_after_it(names):
    with at_version(ContentVersion.current()):
        make.a_region(name="Eik")
        names(today())
        Region.objects.get().delete()  # by another; this page is still being made
        names(today())

    assert names(today()) == []


class Undone(Exception):
    pass


def test_what_may_yet_be_undone_is_not_kept(names):
    region = make.a_region(name="Eik")

    def change():
        with changing():
            region.name = "Beuk"
            region.save()
            assert names(today()) == ["Beuk"]
            raise Undone

    with pytest.raises(Undone):
        change()
    assert names(today()) == ["Eik"]
