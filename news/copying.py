"""Copying an event to the next year, as a draft to edit."""

from __future__ import annotations

import uuid
from datetime import date

from news.models import Event, EventStatus, EventTheme
from regions.editing.copying import same_weekday, with_next_year


def next_edition_days(event: Event, on: date) -> tuple[date, date]:
    first = event.starts_on
    year = max(first.year + 1, on.year)
    while (new_first := same_weekday(first, year)) <= on:
        year += 1
    return new_first, new_first + (event.ends_on - first)


def copy_to_next_year(event: Event, on: date) -> Event:
    """Return an unsaved draft without the fields that apply only to this edition."""
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
