"""Participations: constraints, and which are open or former on a date."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from partners.models import PartnerParticipation
from regions.fields.partial_date import PartialDate
from regions.models import MunicipalityParticipation
from schools.models import SchoolParticipation
from tests import make
from tests.impossible import refused_by_the_database, refused_twice, refused_with_message

MAKERS = {
    SchoolParticipation: make.a_school_participation,
    PartnerParticipation: make.a_partner_participation,
    MunicipalityParticipation: make.a_municipality_participation,
}
OVERLAP = "Deze deelnemer doet in deze periode al mee in deze regio."


@pytest.fixture(params=MAKERS, ids=lambda model: model.member_field)
def take_part(request, db):
    def make_it(member=None, **fields):
        if member is not None:
            fields[request.param.member_field] = member
        return MAKERS[request.param](**fields)

    return make_it


def member_of(participation):
    return getattr(participation, participation.member_field)


def again(participation, **fields):
    model = type(participation)
    same = {"region": participation.region, model.member_field: member_of(participation)}
    return model(**same, source="testbron", **fields)


# Constraints


def test_ends_after_it_starts(take_part):
    row = take_part()
    refused_twice(row, "Het einde ligt vóór het begin.", since="2024", until="2023")


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("2024", "juni 2024"),
        ("juni 2024", "2024"),
        ("juni 2024", "juni 2024"),
        ("30 juni 2024", "juni 2024"),
        ("1 juni 2024", "1 juni 2024"),
        ("2024", "1 januari 2024"),
        ("2024", ""),
        ("", "2024"),
    ],
)
def test_an_end_that_may_be_after_the_start_is_accepted(take_part, since, until):
    row = take_part(since=since, until=until)
    row.refresh_from_db()
    assert [str(part or "") for part in (row.since, row.until)] == [since, until]


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("2024", "2023"),
        ("2024", "december 2023"),
        ("juli 2024", "juni 2024"),
        ("1 juli 2024", "juni 2024"),
        ("2 juni 2024", "1 juni 2024"),
        ("januari 2024", "2023"),
    ],
)
def test_an_end_certainly_before_the_start_is_refused(take_part, since, until):
    refused_twice(take_part(), "Het einde ligt vóór het begin.", since=since, until=until)


def test_needs_a_source(take_part):
    message = "Noem de bron: zonder bron komt dit niet op de site."
    refused_twice(take_part(), message, source="")


def test_needs_a_region(take_part):
    row = take_part()
    refused_by_the_database(row, region=None)
    row.region = None
    with pytest.raises(ValidationError) as refusal:
        row.save()
    assert "region" in refusal.value.message_dict


def test_a_member_has_one_open_participation_in_a_region(take_part):
    first = take_part(since="2020", until="2021")
    take_part(member=member_of(first), region=first.region, since="2023")
    refused_twice(first, "Deze deelnemer doet al mee in deze regio.", until=None)


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("2021", "2023"),
        ("2019", None),
        (None, "2020-06-01"),
        ("2020-03", "2020-04"),
        ("2018", "2024"),
        (None, None),
    ],
)
def test_periods_of_one_member_cannot_overlap(take_part, since, until):
    row = take_part(since="januari 2020", until="december 2022")
    refused_with_message(again(row, since=since, until=until), OVERLAP)


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("2023", None),
        ("december 2022", "2024"),
        (None, "2019"),
        ("2018", "januari 2020"),
        ("1 januari 2023", "2024"),
    ],
)
def test_periods_that_may_be_consecutive_are_accepted(take_part, since, until):
    row = take_part(since="januari 2020", until="december 2022")
    again(row, since=since, until=until).save()
    assert type(row).objects.count() == 2


def test_a_period_does_not_overlap_itself(take_part):
    row = take_part(since="2020")
    row.until = "2022"
    row.save()
    assert row.until == PartialDate(2022)


def test_two_members_or_two_regions_do_not_overlap(take_part):
    row = take_part(since="2020")
    take_part(region=row.region, since="2020")
    take_part(member=member_of(row), since="2020")
    assert type(row).objects.count() == 3


@pytest.mark.parametrize("invented", [True, False])
def test_examples_take_part_only_in_examples(take_part, invented):
    row = take_part(region=make.a_region(is_example=invented))
    refused_with_message(
        row,
        "Wat verzonnen is, doet alleen mee in de voorbeeldregio.",
        region=make.a_region(is_example=not invented),
    )


# Open on a date


@pytest.mark.parametrize(
    ("since", "until", "on", "is_open"),
    [
        (None, None, date(2024, 6, 1), True),
        ("2024", None, date(2023, 12, 31), False),
        ("2024", None, date(2024, 1, 1), True),
        ("juni 2024", None, date(2024, 5, 31), False),
        ("juni 2024", None, date(2024, 6, 1), True),
        ("15 juni 2024", None, date(2024, 6, 14), False),
        ("15 juni 2024", None, date(2024, 6, 15), True),
        (None, "2024", date(2024, 12, 31), True),
        (None, "2024", date(2025, 1, 1), False),
        (None, "juni 2024", date(2024, 6, 30), True),
        (None, "juni 2024", date(2024, 7, 1), False),
        (None, "15 juni 2024", date(2024, 6, 15), True),
        (None, "15 juni 2024", date(2024, 6, 16), False),
    ],
)
def test_is_open_from_its_first_day_through_its_last(take_part, since, until, on, is_open):
    row = take_part(since=since, until=until)
    assert type(row).objects.open(on).exists() is is_open
    assert row.is_open(on) is is_open


def test_is_not_open_while_the_region_is_a_draft(take_part):
    row = take_part(region=make.a_region(published_from=date(2024, 6, 1)))
    draft = take_part(region=make.a_region(**make.drafts))
    assert list(type(row).objects.open(date(2024, 6, 1))) == [row]
    assert not type(row).objects.open(date(2024, 5, 31)).exists()
    assert draft.region.published_from is None


@pytest.mark.parametrize(
    ("until", "last_day"),
    [
        ("2024", date(2024, 12, 31)),
        ("juni 2024", date(2024, 6, 30)),
        ("5-6-2024", date(2024, 6, 5)),
    ],
)
def test_a_member_is_former_from_the_day_after_its_last(take_part, until, last_day):
    row = take_part(until=until)
    on_the_last, the_day_after = last_day, last_day + timedelta(1)

    assert [row.is_former(day) for day in (on_the_last, the_day_after)] == [False, True]
    assert [row.is_open(day) for day in (on_the_last, the_day_after)] == [True, False]
