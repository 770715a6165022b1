"""What it means that a person changes the days of an activity which visitors know of.

It is asked in the form, of what someone means; an import or a fixture says itself what moved.
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
    def first_known(cls, event: Event) -> Days:
        """The days visitors heard of first, however often it moved since."""
        if event.moved_from_start and event.moved_from_end:
            return cls(event.moved_from_start, event.moved_from_end)
        return cls.of(event)


def is_known(event: Event, on: date) -> bool:
    """Whether visitors see this activity that day, as it is stored."""
    return event.pk is not None and Event.objects.published(on).filter(pk=event.pk).exists()


def is_next_time(before: Days, after: Days, on: date) -> bool:
    """What was over long ago is not moved into the future: that is the next one of its kind.

    A few weeks may be told late: it did not go on yesterday, and will next week.
    """
    return before.last < on <= after.last and after.first - before.first > HALF_A_YEAR


def moved(event: Event, to: Days) -> dict[str, Any]:
    """What to say of it on these days: moved from the first ones, or back on them."""
    first = Days.first_known(event)
    if to == first:
        return AS_PLANNED
    return {
        "status": EventStatus.MOVED,
        "moved_from_start": first.first,
        "moved_from_end": first.last,
    }
