"""Derived fields are always saved along, and a failed write is rolled back."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from news.models import Event
from regions.models import Region
from regions.writing.changing import ContentVersion, changing
from schools.models import School
from tests import make

pytestmark = pytest.mark.django_db


def test_saving_only_a_name_updates_its_folded_name():
    region = make.a_region(name="Ahorn")

    Region.objects.update_or_create(pk=region.pk, defaults={"name": "Zonnebloem"})

    assert list(Region.objects.named("zonnebloem")) == [region]


def test_saving_only_a_date_raises_the_sequence():
    event = make.an_event()

    event.starts_on = event.ends_on = date(2099, 6, 1)
    event.save(update_fields=["starts_on", "ends_on"])

    assert Event.objects.get().sequence == 1


def test_the_same_date_as_text_does_not_raise_the_sequence():
    event = make.an_event(starts_on=date(2099, 6, 1))

    event.starts_on = "2099-06-01"
    event.ends_on = None
    event.save()

    assert Event.objects.get().sequence == 0


def test_a_failed_inner_change_is_rolled_back_when_the_outer_continues():
    def half():
        with changing():
            make.a_region(name="verdwijnt")
            make.an_agreement(source="")

    with changing():
        make.a_region(name="blijft")
        with pytest.raises(ValidationError):
            half()

    assert Region.objects.get().name == "blijft"
    assert ContentVersion.current() == 1


def test_bulk_writes_clean_rich_text():
    make.a_region(about="<p>Tekst</p>")

    with changing():
        Region.objects.update(about="<p onclick='x()'>Tekst<script>x()</script></p>")

    assert Region.objects.get().about == "<p>Tekst</p>"


def test_is_example_cannot_be_removed_while_examples_take_part():
    participation = make.a_school_participation(region=make.a_region(is_example=True))

    for row in (participation.region, participation.school):
        row.is_example = False
        with pytest.raises(ValidationError, match="doet iets aan mee"):
            row.save()
    assert not School.objects.exclude_examples().exists()


def test_a_blank_source_counts_as_none():
    with pytest.raises(ValidationError, match="Noem de bron"):
        make.a_school_participation(source="   ")


def test_a_member_cannot_leave_and_rejoin_on_the_same_date():
    first = make.a_school_participation(since="2022-01-01", until="2023-06-30")

    with pytest.raises(ValidationError, match="doet in deze periode al mee"):
        make.a_school_participation(
            region=first.region, school=first.school, since="2023-06-30", until="2024"
        )
    make.a_school_participation(
        region=first.region, school=first.school, since="2023-07-01", until="2024"
    )


def test_an_invalid_date_is_reported_at_its_field():
    first = make.a_school_participation(until="2023")

    with pytest.raises(ValidationError) as refused:
        make.a_school_participation(region=first.region, school=first.school, since="onzin")
    assert "since" in refused.value.message_dict


@pytest.mark.parametrize("half", ["moved_from_start", "moved_from_end"])
def test_an_event_needs_both_dates_it_was_moved_from(half):
    with pytest.raises(ValidationError, match="was eerst"):
        make.an_event(**{half: date(2099, 1, 1)})


def test_an_end_in_the_year_of_the_start_is_accepted():
    agreement = make.an_agreement(starts="2024-06-15", terminated="2024")

    assert str(agreement.terminated) == "2024"
