"""Structured data (JSON-LD) of an event: dates, times, status and location."""

from datetime import date, time

import pytest

from tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ({}, "2099-01-20", "2099-01-20"),
        ({"ends_on": date(2099, 1, 21)}, "2099-01-20", "2099-01-21"),
        ({"starts_at": time(19)}, "2099-01-20T19:00:00+01:00", None),
        (
            {"starts_at": time(9), "ends_at": time(15, 30)},
            "2099-01-20T09:00:00+01:00",
            "2099-01-20T15:30:00+01:00",
        ),
        (
            {"starts_at": time(9), "ends_on": date(2099, 1, 21)},
            "2099-01-20T09:00:00+01:00",
            "2099-01-21",
        ),
        (
            {"starts_at": time(20), "ends_at": time(0, 30)},
            "2099-01-20T20:00:00+01:00",
            "2099-01-21T00:30:00+01:00",
        ),
        (
            {"starts_at": time(20), "ends_at": time(0)},
            "2099-01-20T20:00:00+01:00",
            "2099-01-21T00:00:00+01:00",
        ),
        (
            {"starts_at": time(10), "ends_at": time(10)},
            "2099-01-20T10:00:00+01:00",
            "2099-01-20T10:00:00+01:00",
        ),
    ],
)
def test_an_event_has_its_dates_and_known_times(subject_data, when, start, end):
    data = subject_data(make.an_event(starts_on=date(2099, 1, 20), **when))

    assert (data["startDate"], data.get("endDate")) == (start, end)


@pytest.mark.parametrize(
    ("day", "offset"),
    [
        (date(2026, 3, 28), "+01:00"),  # the day before summer time starts, and that day itself
        (date(2026, 3, 29), "+02:00"),
        (date(2026, 10, 24), "+02:00"),  # the day before summer time ends, and that day itself
        (date(2026, 10, 25), "+01:00"),
    ],
)
def test_a_time_has_the_amsterdam_utc_offset_on_that_date(subject_data, day, offset):
    data = subject_data(make.an_event(starts_on=day, starts_at=time(10), ends_at=time(12)))

    assert (data["startDate"], data["endDate"]) == (
        f"{day}T10:00:00{offset}",
        f"{day}T12:00:00{offset}",
    )


MOVED = {"moved_from_start": date(2099, 4, 1), "moved_from_end": date(2099, 4, 2)}


@pytest.mark.parametrize(
    ("fields", "status", "previous"),
    [
        ({"status": "gepland"}, "EventScheduled", None),
        ({"status": "verplaatst", **MOVED}, "EventRescheduled", "2099-04-01"),
        ({"status": "geannuleerd"}, "EventCancelled", None),
        ({"status": "geannuleerd", **MOVED}, "EventCancelled", None),
    ],
)
def test_an_event_has_its_status_and_its_previous_start(subject_data, fields, status, previous):
    data = subject_data(make.an_event(**fields))

    assert data["eventStatus"] == f"https://schema.org/{status}"
    assert data.get("previousStartDate") == previous


def test_an_event_has_its_known_location(subject_data):
    hoorn = {"@type": "PostalAddress", "addressLocality": "Hoorn"}
    place = make.a_place(name="Hoorn")

    def where(**fields):
        return subject_data(make.an_event(**fields)).get("location")

    assert where() is None
    assert where(place=place) == {"@type": "Place", "name": "Hoorn", "address": hoorn}
    assert where(venue="Zaal Zes") == {"@type": "Place", "name": "Zaal Zes"}
    assert where(venue="Zaal Zes", place=place) == {
        "@type": "Place",
        "name": "Zaal Zes",
        "address": hoorn,
    }


def test_a_complete_event_has_all_its_facts(subject_data):
    event = make.an_event(
        name="PET",
        audience=["basisschool", "ouders"],
        summary="Kom kijken.",
        website="https://pet.example/",
    )

    assert subject_data(event) == {
        "@type": "Event",
        "name": "PET",
        "url": f"http://testserver{event.get_absolute_url()}",
        "sameAs": "https://pet.example/",
        "description": "Kom kijken.",
        "startDate": "2099-05-20",
        "endDate": "2099-05-20",
        "eventStatus": "https://schema.org/EventScheduled",
        "audience": {"@type": "Audience", "audienceType": "basisschool, ouders"},
    }
