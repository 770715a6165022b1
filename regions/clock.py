"""Today and the time of day in Europe/Amsterdam, and the date that a page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone


def today() -> date:
    """Today in Europe/Amsterdam. Call this once per request and pass the result on."""
    return timezone.localdate()


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


@dataclass(frozen=True, slots=True)
class AsOf:
    """Whether rows are published depends on `today`, their facts on `on`."""

    today: date
    on: date

    @classmethod
    def of(cls, day: date | AsOf) -> AsOf:
        return day if isinstance(day, AsOf) else cls(day, day)

    @property
    def is_past(self) -> bool:
        return self.on < self.today

    @property
    def last_planned(self) -> date:
        """The last date for planned events: a year ahead as of a past date.

        It is not known when an event was planned.
        """
        return self.on + timedelta(days=365) if self.is_past else date.max


def exists(day: date, at: time) -> bool:
    moment = datetime.combine(day, at, timezone.get_default_timezone())
    round_trip = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return round_trip.replace(tzinfo=None) == moment.replace(tzinfo=None)
