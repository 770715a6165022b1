"""Events as a file for somebody's own calendar (iCalendar, RFC 5545)."""

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
    """These events, with region, school and place, as they stand that day; never none at all."""
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", f"-//{SITE_NAME}//NL")
    made.add("method", "PUBLISH")
    for event in events:
        made.add_component(_entry(event, on, absolute))
    return made.to_ical()


def _entry(event: Event, on: date, absolute: Absolute) -> Entry:
    entry = Entry()
    # A calendar knows an event by these: it takes over what bears a higher sequence.
    entry.add("uid", str(event.uid))
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", _moment(on, time.min))
    entry.add("summary", _summary(event))
    start, end = _when(event)
    entry.add("dtstart", start)
    if end is not None:
        entry.add("dtend", end)
    if where := ", ".join(str(part) for part in (event.venue, event.place) if part):
        entry.add("location", where)
    if told := _description(event):
        entry.add("description", told)
    is_cancelled = event.status == EventStatus.CANCELLED
    entry.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    entry.add("url", absolute(event.get_absolute_url()))
    return entry


def _summary(event: Event) -> str:
    """Whose it is stands in it: among one's own appointments "Open dag" says too little."""
    school = event.school
    owner = f", {school.label}" if school and school.name not in event.name else ""
    off = "Gaat niet door: " if event.status == EventStatus.CANCELLED else ""
    return f"{off}{event.name}{owner}"


def _when(event: Event) -> tuple[date, date | None]:
    """Times only on one day: of several nobody says whether the evenings between belong to it.

    In UTC, which every calendar reads and no list of time zones has to come along for. The last
    of whole days is the day after.
    """
    if event.starts_at is None or event.starts_on != event.ends_on:
        return event.starts_on, event.ends_on + timedelta(days=1)
    start = _moment(event.starts_on, event.starts_at)
    if event.ends_at is None or event.day_of_end_time is None:
        return start, None
    end = _moment(event.day_of_end_time, event.ends_at)
    return start, end if end > start else None


def _moment(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at)).astimezone(UTC)


def _description(event: Event) -> str:
    several_days = event.starts_on != event.ends_on
    moved = event.moved_from_in_words if event.status == EventStatus.MOVED else ""
    parts = [
        f"Verplaatst, was {moved}." if moved else "",
        times_in_words(event.starts_at, event.ends_at, several_days) if several_days else "",
        event.summary,
        f"Kosten: {event.cost}" if event.cost else "",
        f"Meedoen: {event.how_to_join}" if event.how_to_join else "",
        event.website,
    ]
    return "\n".join(part for part in parts if part)
