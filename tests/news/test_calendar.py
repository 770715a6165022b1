"""Events as a calendar reads them: which days, which times, and what became of them."""

from datetime import UTC, date, datetime, time

import pytest
from icalendar import Calendar

from news.calendar import calendar
from news.models import Event, EventStatus
from tests import make

DAY = date(2026, 11, 26)

pytestmark = pytest.mark.django_db


def absolute(path):
    return f"https://pactdir.example{path}"


def file_of(*events):
    rows = Event.objects.filter(pk__in=[event.pk for event in events]).for_list().in_order()
    return calendar(rows, DAY, absolute)


def entry_of(event):
    (entry,) = Calendar.from_ical(file_of(event)).walk("VEVENT")
    return entry


def says(event, *names):
    entry = entry_of(event)
    return {name: str(entry[name]) if name in entry else None for name in names}


def when(event):
    entry = entry_of(event)
    return tuple(entry[name].dt if name in entry else None for name in ("DTSTART", "DTEND"))


def test_a_day_without_times_is_a_whole_day_that_ends_before_the_next():
    event = make.an_event(starts_on=date(2026, 12, 10))

    assert when(event) == (date(2026, 12, 10), date(2026, 12, 11))
    assert b"DTSTART;VALUE=DATE:20261210\r\n" in file_of(event)


def test_several_days_are_whole_days_up_to_the_day_after_and_their_times_are_told():
    event = make.an_event(
        starts_on=date(2026, 12, 30),
        ends_on=date(2027, 1, 1),
        starts_at=time(10),
        ends_at=time(16, 30),
    )

    assert when(event) == (date(2026, 12, 30), date(2027, 1, 2))
    assert says(event, "DESCRIPTION") == {"DESCRIPTION": "10.00 tot 16.30 uur"}


@pytest.mark.parametrize(("day", "hour"), [(date(2026, 12, 10), 18), (date(2027, 6, 10), 17)])
def test_times_are_those_of_amsterdam_in_winter_and_in_summer(day, hour):
    event = make.an_event(starts_on=day, starts_at=time(19), ends_at=time(21))

    start = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    assert when(event) == (start, start.replace(hour=hour + 2))
    assert says(event, "DESCRIPTION") == {"DESCRIPTION": None}


@pytest.mark.parametrize(
    ("day", "end", "moment"),
    [
        (date(2026, 12, 31), time(0, 30), datetime(2026, 12, 31, 23, 30, tzinfo=UTC)),
        (date(2026, 12, 31), time(0), datetime(2026, 12, 31, 23, tzinfo=UTC)),
        (date(2027, 3, 27), time(4), datetime(2027, 3, 28, 2, tzinfo=UTC)),
        # 02:30 comes twice in that night: the first is meant, in summer time.
        (date(2026, 10, 24), time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_an_evening_past_midnight_ends_on_the_next_day(day, end, moment):
    event = make.an_event(starts_on=day, starts_at=time(20), ends_at=end)

    assert when(event)[1] == moment
    assert says(event, "DESCRIPTION") == {"DESCRIPTION": None}


@pytest.mark.parametrize("end", [None, time(19)])
def test_an_end_that_is_not_known_is_not_made_up(end):
    event = make.an_event(starts_on=date(2026, 12, 10), starts_at=time(19), ends_at=end)

    assert when(event) == (datetime(2026, 12, 10, 18, tzinfo=UTC), None)


def test_what_moves_keeps_its_uid_also_to_another_year_and_bears_a_higher_sequence():
    event = make.an_event(starts_on=date(2026, 12, 10))
    before = says(event, "UID", "SEQUENCE", "STATUS")
    event.moved_from_start = event.moved_from_end = event.starts_on
    event.starts_on = event.ends_on = date(2027, 1, 14)
    event.status = EventStatus.MOVED
    event.save()
    after = says(event, "UID", "SEQUENCE", "STATUS", "DESCRIPTION")

    assert before == {"UID": str(event.uid), "SEQUENCE": "0", "STATUS": "CONFIRMED"}
    assert after == {
        "UID": str(event.uid),
        "SEQUENCE": "1",
        "STATUS": "CONFIRMED",
        "DESCRIPTION": "Verplaatst, was donderdag 10 december 2026.",
    }


def test_what_is_off_says_so_to_the_calendar_and_to_its_reader():
    event = make.an_event(name="Proefles", status=EventStatus.CANCELLED)

    assert says(event, "STATUS", "SUMMARY") == {
        "STATUS": "CANCELLED",
        "SUMMARY": "Gaat niet door: Proefles",
    }


def test_an_open_day_says_of_which_school_once():
    school = make.a_school(name="Ahorn")

    assert [
        says(make.an_event(name=name, school=school), "SUMMARY")["SUMMARY"]
        for name in ["Open dag", "Open dag Ahorn"]
    ] == ["Open dag, Ahorn", "Open dag Ahorn"]


def test_an_entry_leads_to_its_page_and_tells_where_and_how():
    event = make.an_event(
        slug="les",
        venue="Techlab, Laan 1",
        place=make.a_place(name="Hoorn"),
        summary="Kom zagen.",
        cost="gratis",
        how_to_join="Bel de school",
        website="https://school.example/?a=1;b=2,3",
    )

    assert says(event, "URL", "LOCATION", "DESCRIPTION") == {
        "URL": "https://pactdir.example/agenda/les/",
        "LOCATION": "Techlab, Laan 1, Hoorn",
        "DESCRIPTION": "Kom zagen.\nKosten: gratis\nMeedoen: Bel de school\n"
        "https://school.example/?a=1;b=2,3",
    }


def test_what_is_not_known_is_left_out():
    names = ["LOCATION", "DESCRIPTION", "DTEND"]
    event = make.an_event(starts_at=time(10))

    assert says(event, *names) == dict.fromkeys(names)


def test_signs_lines_and_pictures_come_through_and_no_line_is_too_long():
    name = r"Robots; drones, \ en 🤖" + " één" * 25
    summary = "Regel één\nRegel twee: " + "🛠️" * 60 + "\nBEGIN:VEVENT"
    event = make.an_event(name=name, summary=summary)
    file = file_of(event)

    assert says(event, "SUMMARY", "DESCRIPTION") == {"SUMMARY": name, "DESCRIPTION": summary}
    assert rb"SUMMARY:Robots\; drones\, \\ en" in file
    assert file.count(b"\nBEGIN:VEVENT") == 1
    lines = file.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert [line for line in lines if b"\n" in line or b"\r" in line] == []
    assert [line.decode() for line in lines], "no character is cut in two"


def test_several_events_are_one_calendar_and_the_same_on_the_same_day():
    events = [make.an_event(), make.an_event()]
    file = file_of(*events)
    read = Calendar.from_ical(file)

    assert [str(one["UID"]) for one in read.walk("VEVENT")] == [str(one.uid) for one in events]
    assert (read["VERSION"], read["METHOD"]) == ("2.0", "PUBLISH")
    assert {one["DTSTAMP"].dt for one in read.walk("VEVENT")} == {
        datetime(2026, 11, 25, 23, tzinfo=UTC)
    }
    assert file_of(*events) == file
