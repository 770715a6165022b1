"""What follows from other fields is written along, and half a write leaves nothing behind."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from news.models import Event
from regions.models import Region
from regions.writing.changing import ContentVersion, changing
from schools.models import School
from tests import make

pytestmark = pytest.mark.django_db


def test_a_name_written_alone_is_found_by_that_name():
    region = make.a_region(name="Ahorn")

    Region.objects.update_or_create(pk=region.pk, defaults={"name": "Zonnebloem"})

    assert list(Region.objects.named("zonnebloem")) == [region]


def test_a_day_written_alone_raises_the_sequence():
    event = make.an_event()

    event.starts_on = event.ends_on = date(2099, 6, 1)
    event.save(update_fields=["starts_on", "ends_on"])

    assert Event.objects.get().sequence == 1


def test_the_same_day_given_as_text_raises_nothing():
    event = make.an_event(starts_on=date(2099, 6, 1))

    event.starts_on = "2099-06-01"
    event.ends_on = None
    event.save()

    assert Event.objects.get().sequence == 0


def test_an_inner_change_that_fails_leaves_nothing_where_the_outer_goes_on():
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


def test_rich_text_is_cleaned_in_bulk_too():
    make.a_region(about="<p>Tekst</p>")

    with changing():
        Region.objects.update(about="<p onclick='x()'>Tekst<script>x()</script></p>")

    assert Region.objects.get().about == "<p>Tekst</p>"


def test_what_is_invented_cannot_be_called_real_while_something_takes_part_in_it():
    participation = make.a_school_participation(region=make.a_region(is_example=True))

    for row in (participation.region, participation.school):
        row.is_example = False
        with pytest.raises(ValidationError, match="doet iets aan mee"):
            row.save()
    assert not School.objects.real().exists()


def test_a_source_of_blanks_is_no_source():
    with pytest.raises(ValidationError, match="Noem de bron"):
        make.a_school_participation(source="   ")


def test_one_member_does_not_leave_and_join_on_the_same_day():
    first = make.a_school_participation(since="2022-01-01", until="2023-06-30")

    with pytest.raises(ValidationError, match="doet in deze periode al mee"):
        make.a_school_participation(
            region=first.region, school=first.school, since="2023-06-30", until="2024"
        )
    make.a_school_participation(
        region=first.region, school=first.school, since="2023-07-01", until="2024"
    )


def test_a_period_that_is_no_date_is_said_at_the_field():
    first = make.a_school_participation(until="2023")

    with pytest.raises(ValidationError) as refused:
        make.a_school_participation(region=first.region, school=first.school, since="onzin")
    assert "since" in refused.value.message_dict


@pytest.mark.parametrize("half", ["moved_from_start", "moved_from_end"])
def test_an_event_was_not_moved_from_half_a_period(half):
    with pytest.raises(ValidationError, match="was eerst"):
        make.an_event(**{half: date(2099, 1, 1)})


def test_an_end_in_the_year_of_the_start_is_no_contradiction():
    agreement = make.an_agreement(starts="2024-06-15", terminated="2024")

    assert str(agreement.terminated) == "2024"
