"""The iCalendar file of events: days, times, status and text."""

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


def calendar_file(*events):
    rows = (
        Event.objects.filter(pk__in=[event.pk for event in events])
        .for_list()
        .with_last_change()
        .chronological()
    )
    return calendar(rows, DAY, absolute)


def only_entry(event):
    (entry,) = Calendar.from_ical(calendar_file(event)).walk("VEVENT")
    return entry


def properties(event, *names):
    entry = only_entry(event)
    return {name: str(entry[name]) if name in entry else None for name in names}


def start_and_end(event):
    entry = only_entry(event)
    return tuple(entry[name].dt if name in entry else None for name in ("DTSTART", "DTEND"))


def test_an_event_without_times_is_a_whole_day_with_an_exclusive_end():
    event = make.an_event(starts_on=date(2026, 12, 10))

    assert start_and_end(event) == (date(2026, 12, 10), date(2026, 12, 11))
    assert b"DTSTART;VALUE=DATE:20261210\r\n" in calendar_file(event)


def test_an_event_of_several_days_is_all_day_with_its_times_in_the_description():
    event = make.an_event(
        starts_on=date(2026, 12, 30),
        ends_on=date(2027, 1, 1),
        starts_at=time(10),
        ends_at=time(16, 30),
    )

    assert start_and_end(event) == (date(2026, 12, 30), date(2027, 1, 2))
    assert properties(event, "DESCRIPTION") == {"DESCRIPTION": "10.00 tot 16.30 uur"}


@pytest.mark.parametrize(("day", "hour"), [(date(2026, 12, 10), 18), (date(2027, 6, 10), 17)])
def test_times_in_amsterdam_become_utc_in_winter_and_in_summer(day, hour):
    event = make.an_event(starts_on=day, starts_at=time(19), ends_at=time(21))

    start = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    assert start_and_end(event) == (start, start.replace(hour=hour + 2))
    assert properties(event, "DESCRIPTION") == {"DESCRIPTION": None}


@pytest.mark.parametrize(
    ("day", "end", "moment"),
    [
        (date(2026, 12, 31), time(0, 30), datetime(2026, 12, 31, 23, 30, tzinfo=UTC)),
        (date(2026, 12, 31), time(0), datetime(2026, 12, 31, 23, tzinfo=UTC)),
        (date(2027, 3, 27), time(4), datetime(2027, 3, 28, 2, tzinfo=UTC)),
        # 02:30 occurs twice that night; the first of the two, in summer time, counts.
        (date(2026, 10, 24), time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_an_evening_past_midnight_ends_on_the_next_day(day, end, moment):
    event = make.an_event(starts_on=day, starts_at=time(20), ends_at=end)

    assert start_and_end(event)[1] == moment
    assert properties(event, "DESCRIPTION") == {"DESCRIPTION": None}


@pytest.mark.parametrize("end", [None, time(19)])
def test_an_unknown_end_time_is_omitted(end):
    event = make.an_event(starts_on=date(2026, 12, 10), starts_at=time(19), ends_at=end)

    assert start_and_end(event) == (datetime(2026, 12, 10, 18, tzinfo=UTC), None)


def test_a_moved_event_keeps_its_uid_and_gets_a_higher_sequence():
    event = make.an_event(starts_on=date(2026, 12, 10))
    before = properties(event, "UID", "SEQUENCE", "STATUS")
    event.moved_from_start = event.moved_from_end = event.starts_on
    event.starts_on = event.ends_on = date(2027, 1, 14)
    event.status = EventStatus.MOVED
    event.save()
    after = properties(event, "UID", "SEQUENCE", "STATUS", "DESCRIPTION")

    assert before == {"UID": str(event.uid), "SEQUENCE": "0", "STATUS": "CONFIRMED"}
    assert after == {
        "UID": str(event.uid),
        "SEQUENCE": "1",
        "STATUS": "CONFIRMED",
        "DESCRIPTION": "Verplaatst, was donderdag 10 december 2026.",
    }


def test_a_cancelled_event_has_the_status_cancelled_and_says_so_in_its_summary():
    event = make.an_event(name="Proefles", status=EventStatus.CANCELLED)

    assert properties(event, "STATUS", "SUMMARY") == {
        "STATUS": "CANCELLED",
        "SUMMARY": "AFGELAST: Proefles",
    }


def test_the_summary_of_an_open_day_names_the_school_once():
    school = make.a_school(name="Ahorn")

    assert [
        properties(make.an_event(name=name, school=school), "SUMMARY")["SUMMARY"]
        for name in ["Open dag", "Open dag Ahorn"]
    ] == ["Open dag, Ahorn", "Open dag Ahorn"]


def test_an_entry_has_a_url_a_location_and_a_description():
    event = make.an_event(
        slug="les",
        venue="Techlab, Laan 1",
        place=make.a_place(name="Hoorn"),
        summary="Kom zagen.",
        cost="gratis",
        how_to_join="Bel de school",
        website="https://school.example/?a=1;b=2,3",
    )

    assert properties(event, "URL", "LOCATION", "DESCRIPTION") == {
        "URL": "https://pactdir.example/agenda/les/",
        "LOCATION": "Techlab, Laan 1, Hoorn",
        "DESCRIPTION": "Kom zagen.\nKosten: gratis\nMeedoen: Bel de school\n"
        "https://school.example/?a=1;b=2,3",
    }


def test_unknown_properties_are_omitted():
    names = ["LOCATION", "DESCRIPTION", "DTEND"]
    event = make.an_event(starts_at=time(10))

    assert properties(event, *names) == dict.fromkeys(names)


def test_special_characters_newlines_and_emoji_are_escaped_and_lines_are_folded():
    name = r"Robots; drones, \ en 🤖" + " één" * 25
    summary = "Regel één\nRegel twee: " + "🛠️" * 60 + "\nBEGIN:VEVENT"
    event = make.an_event(name=name, summary=summary)
    file = calendar_file(event)

    assert properties(event, "SUMMARY", "DESCRIPTION") == {"SUMMARY": name, "DESCRIPTION": summary}
    assert rb"SUMMARY:Robots\; drones\, \\ en" in file
    assert file.count(b"\nBEGIN:VEVENT") == 1
    lines = file.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert [line for line in lines if b"\n" in line or b"\r" in line] == []
    assert [line.decode() for line in lines], "a fold never splits a character"


def test_a_calendar_of_several_events_is_identical_until_one_changes():
    events = [make.an_event(), make.an_event()]
    file = calendar_file(*events)
    parsed = Calendar.from_ical(file)
    entries = parsed.walk("VEVENT")

    assert [str(entry["UID"]) for entry in entries] == [str(event.uid) for event in events]
    assert (parsed["VERSION"], parsed["METHOD"]) == ("2.0", "PUBLISH")
    assert calendar_file(*events) == file


def test_the_stamp_is_the_last_change_and_the_sequence_counts_what_calendars_compare():
    event = make.an_event()
    Event.history.update(history_date=datetime(2026, 1, 1, tzinfo=UTC))
    before = only_entry(event)
    event.name = "Andere naam"
    event.save()
    after = only_entry(event)

    assert before["DTSTAMP"].dt == before["LAST-MODIFIED"].dt == datetime(2026, 1, 1, tzinfo=UTC)
    assert after["DTSTAMP"].dt == after["LAST-MODIFIED"].dt > before["DTSTAMP"].dt
    assert after["SEQUENCE"] == before["SEQUENCE"]
