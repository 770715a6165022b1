"""Events as a calendar file (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Timezone, vDuration, vText
from icalendar import Event as Entry

from news.models import Event, EventStatus
from regions.structured_data import SITE_NAME, Absolute
from regions.wording.dutch import times_in_words

# How often a client should poll. Some obey; others poll once a day whatever it says.
POLL = timedelta(hours=6)
CONTENT_TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True)
class Heading:
    """What clients show of a calendar that they follow."""

    name: str
    description: str
    page: str  # the path of the page


def calendar(
    events: Iterable[Event], on: date, absolute: Absolute, heading: Heading | None = None
) -> bytes:
    """`events` come from `for_list()` and `with_last_change()`."""
    return calendar_of((_entry(event, on, absolute) for event in events), on, absolute, heading)


def calendar_of(
    entries: Iterable[Entry], on: date, absolute: Absolute, heading: Heading | None = None
) -> bytes:
    file = Calendar()
    file.add("version", "2.0")
    file.add("prodid", f"-//{SITE_NAME}//NL")
    file.add("method", "PUBLISH")
    if heading:
        _describe(file, heading, absolute)
    for entry in entries:
        file.add_component(entry)
    if not file.subcomponents:
        # RFC 5545 requires a component. All times are in UTC and nothing recurs, so no rules for
        # summer time are needed, of which clients may have outdated copies. A VTIMEZONE in turn
        # requires a rule.
        first, last = date(on.year, 1, 1), date(on.year, 12, 31)
        file.add_component(Timezone.from_tzid(settings.TIME_ZONE, first_date=first, last_date=last))
    return file.to_ical()


def _describe(file: Calendar, heading: Heading, absolute: Absolute) -> None:
    file.add("name", heading.name)
    file.add("description", heading.description)
    file.add("url", absolute(heading.page))
    file.add("refresh-interval", POLL, {"VALUE": "DURATION"})
    # The names from before RFC 7986, which most clients still use.
    file.add("x-wr-calname", vText(heading.name))
    file.add("x-wr-caldesc", vText(heading.description))
    file.add("x-wr-timezone", settings.TIME_ZONE)
    file.add("x-published-ttl", vDuration(POLL))


def _entry(event: Event, on: date, absolute: Absolute) -> Entry:
    entry = Entry()
    # Calendars match an event by its uid, and update it if the sequence is higher, or else if the
    # stamp is later (RFC 5546, 2.1.5): another name raises only the stamp.
    entry.add("uid", str(event.uid))
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", event.changed_at or _in_utc(on, time.min))
    if event.changed_at:
        entry.add("last-modified", event.changed_at)
    entry.add("summary", summary(event))
    start, end = _start_and_end(event)
    entry.add("dtstart", start)
    if end is not None:
        entry.add("dtend", end)
    if location := ", ".join(str(part) for part in (event.venue, event.place) if part):
        entry.add("location", location)
    if text := description(event):
        entry.add("description", text)
    is_cancelled = event.status == EventStatus.CANCELLED
    entry.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    entry.add("url", absolute(event.get_absolute_url()))
    return entry


def summary(event: Event) -> str:
    # Add the school: "Open dag" alone is too vague in a personal calendar.
    school = event.school
    owner = f", {school.label}" if school and school.name not in event.name else ""
    # Also in words: some calendars hide events with the status CANCELLED, or show them as usual.
    cancelled = "AFGELAST: " if event.status == EventStatus.CANCELLED else ""
    invented = "Verzonnen voorbeeld: " if event.is_example else ""
    return f"{cancelled}{invented}{event.name}{owner}"


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


def description(event: Event) -> str:
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
