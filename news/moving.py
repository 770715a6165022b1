"""Interprets changed dates of an event that is already public.

Only the admin form infers a move from new dates; an import or a fixture sets it explicitly.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from news.models import Event, EventStatus
from regions.wording.dutch import days_in_words

HALF_A_YEAR = timedelta(weeks=26)
AS_PLANNED = {"status": EventStatus.PLANNED, "moved_from_start": None, "moved_from_end": None}


@dataclass(frozen=True)
class Days:
    first: date
    last: date

    def __str__(self) -> str:
        return days_in_words(self.first, self.last)

    @classmethod
    def of(cls, event: Event) -> Days:
        return cls(event.starts_on, event.ends_on)

    @classmethod
    def planned(cls, event: Event) -> Days:
        if event.moved_from_start and event.moved_from_end:
            return cls(event.moved_from_start, event.moved_from_end)
        return cls.of(event)


def is_public(event: Event, on: date) -> bool:
    return event.pk is not None and Event.objects.published(on).filter(pk=event.pk).exists()


def is_next_edition(old: Days, new: Days, on: date) -> bool:
    """Whether the new dates of a past event are so much later that they are the next edition.

    A move of a few weeks may be entered late: yesterday's event was postponed to next week.
    """
    return old.last < on <= new.last and new.first - old.first > HALF_A_YEAR


def fields_after_move(event: Event, new_days: Days) -> dict[str, Any]:
    planned = Days.planned(event)
    if new_days == planned:
        return AS_PLANNED
    return {
        "status": EventStatus.MOVED,
        "moved_from_start": planned.first,
        "moved_from_end": planned.last,
    }
