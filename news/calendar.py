"""Events as a calendar file (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone
from icalendar import Calendar
from icalendar import Event as Entry

from news.models import Event, EventStatus
from regions.structured_data import SITE_NAME, Absolute
from regions.wording.dutch import times_in_words

CONTENT_TYPE = "text/calendar; charset=utf-8"


def calendar(events: Iterable[Event], on: date, absolute: Absolute) -> bytes:
    """`events` come from `for_list()`; there is at least one, as RFC 5545 requires."""
    file = Calendar()
    file.add("version", "2.0")
    file.add("prodid", f"-//{SITE_NAME}//NL")
    file.add("method", "PUBLISH")
    for event in events:
        file.add_component(_entry(event, on, absolute))
    return file.to_ical()


def _entry(event: Event, on: date, absolute: Absolute) -> Entry:
    entry = Entry()
    # Calendars match an event by its uid, and update it if the sequence is higher.
    entry.add("uid", str(event.uid))
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", _in_utc(on, time.min))
    entry.add("summary", _summary(event))
    start, end = _start_and_end(event)
    entry.add("dtstart", start)
    if end is not None:
        entry.add("dtend", end)
    if location := ", ".join(str(part) for part in (event.venue, event.place) if part):
        entry.add("location", location)
    if description := _description(event):
        entry.add("description", description)
    is_cancelled = event.status == EventStatus.CANCELLED
    entry.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    entry.add("url", absolute(event.get_absolute_url()))
    return entry


def _summary(event: Event) -> str:
    # Add the school: "Open dag" alone is too vague in a personal calendar.
    school = event.school
    owner = f", {school.label}" if school and school.name not in event.name else ""
    prefix = "Gaat niet door: " if event.status == EventStatus.CANCELLED else ""
    invented = "Verzonnen voorbeeld: " if event.is_example else ""
    return f"{invented}{prefix}{event.name}{owner}"


def _start_and_end(event: Event) -> tuple[date, date | None]:
    """Return UTC datetimes for a one-day event with times, otherwise dates (end exclusive).

    An event of several days has no times, because no source says whether it includes the evenings
    in between.
    """
    if event.starts_at is None or event.starts_on != event.ends_on:
        return event.starts_on, event.ends_on + timedelta(days=1)
    start = _in_utc(event.starts_on, event.starts_at)
    if event.ends_at is None or event.day_of_end_time is None:
        return start, None
    end = _in_utc(event.day_of_end_time, event.ends_at)
    return start, end if end > start else None


def _in_utc(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at)).astimezone(UTC)


def _description(event: Event) -> str:
    several_days = event.starts_on != event.ends_on
    previous_days = event.moved_from_in_words if event.status == EventStatus.MOVED else ""
    parts = [
        f"Verplaatst, was {previous_days}." if previous_days else "",
        times_in_words(event.starts_at, event.ends_at, several_days) if several_days else "",
        event.summary,
        f"Kosten: {event.cost}" if event.cost else "",
        f"Meedoen: {event.how_to_join}" if event.how_to_join else "",
        event.website,
    ]
    return "\n".join(part for part in parts if part)
