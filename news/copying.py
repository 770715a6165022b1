"""The same activity, a year later: a draft to begin from."""

from __future__ import annotations

import re
import uuid
from datetime import date, timedelta

from news.models import Event, EventStatus, EventTheme

HALF_A_WEEK = 3  # days: further on, another such day of the week is nearer


def next_days(event: Event, on: date) -> tuple[date, date]:
    """The same days of the week about that date, so many years on that they are still to come."""
    first = event.starts_on
    year = max(first.year + 1, on.year)
    while (begins := same_weekday(first, year)) <= on:
        year += 1
    return begins, begins + (event.ends_on - first)


def same_weekday(day: date, year: int) -> date:
    """Nearest to that date in another year: the third Thursday of November stays one."""
    leap_day = (day.month, day.day) == (2, 29)
    anniversary = date(year, 2, 28) if leap_day else day.replace(year=year)
    ahead = (day.weekday() - anniversary.weekday()) % 7
    return anniversary + timedelta(days=ahead if ahead <= HALF_A_WEEK else ahead - 7)


def with_next_year(name: str, old: int, new: int) -> str:
    """Where the name holds the year, it moves along: "PET 2026", and "PET 2025-2026" too."""
    if not re.search(rf"\b{old}\b", name):
        return name
    years = "|".join(str(year) for year in (old - 1, old, old + 1))
    return re.sub(rf"\b({years})\b", lambda year: str(int(year[0]) + new - old), name)


def copied_to_next_year(event: Event, on: date) -> Event:
    """A draft of the next time, not saved yet; what only held for this time is left out."""
    copy = Event.objects.get(pk=event.pk)
    copy.pk, copy._state.adding = None, True
    copy.uid, copy.sequence = uuid.uuid4(), 0
    copy.starts_on, copy.ends_on = next_days(event, on)
    copy.name = with_next_year(event.name, event.starts_on.year, copy.starts_on.year)
    copy.status = EventStatus.PLANNED
    copy.moved_from_start = copy.moved_from_end = None
    copy.published_from = None
    copy.slug = copy.free_slug()
    copy.source = copy.source_url = ""  # it tells of the last time
    return copy


def copy_themes(event: Event, copy: Event) -> None:
    """What it is about stays the same; the copy is saved by now."""
    for row in EventTheme.objects.filter(event=event).order_by("pk"):
        EventTheme(event=copy, theme_id=row.theme_id).save()


def copy_made_before(copy: Event) -> Event | None:
    """The same activity on the same days, where somebody made that copy already."""
    same = Event.objects.filter(region=copy.region_id, school=copy.school_id, name=copy.name)
    return same.filter(starts_on=copy.starts_on).order_by("pk").first()
