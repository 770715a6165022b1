"""Copying an event to the next year, as a draft to edit."""

from __future__ import annotations

import re
import uuid
from datetime import date, timedelta

from news.models import Event, EventStatus, EventTheme

HALF_A_WEEK = 3  # days; for a longer shift the same weekday one week earlier is nearer


def next_edition_days(event: Event, on: date) -> tuple[date, date]:
    first = event.starts_on
    year = max(first.year + 1, on.year)
    while (new_first := same_weekday(first, year)) <= on:
        year += 1
    return new_first, new_first + (event.ends_on - first)


def same_weekday(day: date, year: int) -> date:
    """Return the same weekday nearest to that date in `year`: 19-11-2026 becomes 18-11-2027."""
    leap_day = (day.month, day.day) == (2, 29)
    anniversary = date(year, 2, 28) if leap_day else day.replace(year=year)
    ahead = (day.weekday() - anniversary.weekday()) % 7
    return anniversary + timedelta(days=ahead if ahead <= HALF_A_WEEK else ahead - 7)


def with_next_year(name: str, old: int, new: int) -> str:
    """Shift the years in a name that contains the old year: "PET 2026" or "PET 2025-2026"."""
    if not re.search(rf"\b{old}\b", name):
        return name
    years = "|".join(str(year) for year in (old - 1, old, old + 1))
    return re.sub(rf"\b({years})\b", lambda match: str(int(match[0]) + new - old), name)


def copy_to_next_year(event: Event, on: date) -> Event:
    """Return an unsaved draft without the fields that apply to this edition only."""
    copy = Event.objects.get(pk=event.pk)
    copy.pk, copy._state.adding = None, True
    copy.uid, copy.sequence = uuid.uuid4(), 0
    copy.starts_on, copy.ends_on = next_edition_days(event, on)
    copy.name = with_next_year(event.name, event.starts_on.year, copy.starts_on.year)
    copy.status = EventStatus.PLANNED
    copy.moved_from_start = copy.moved_from_end = None
    copy.published_from = None
    copy.slug = copy.free_slug()
    copy.source = copy.source_url = ""  # the source describes the previous edition
    return copy


def copy_themes(event: Event, copy: Event) -> None:
    """`copy` must be saved first."""
    for event_theme in EventTheme.objects.filter(event=event).order_by("pk"):
        EventTheme(event=copy, theme_id=event_theme.theme_id).save()


def existing_copy(copy: Event) -> Event | None:
    copies = Event.objects.filter(region=copy.region_id, school=copy.school_id, name=copy.name)
    return copies.filter(starts_on=copy.starts_on).order_by("pk").first()
