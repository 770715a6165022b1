"""Conditions on a partial date and a date, for a loaded row and as a query."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date

from django.db.models import Model, Q

from regions.fields.partial_date import PartialDate


@dataclass(frozen=True)
class DayCondition(ABC):
    """A condition on the PartialDateField `field`; if that is empty, only `IsUnknown` holds."""

    field: str

    def holds(self, row: Model, on: date) -> bool:
        return self._holds(getattr(row, self.field), on)

    @abstractmethod
    def _holds(self, value: PartialDate | None, on: date) -> bool: ...

    @abstractmethod
    def query(self, on: date) -> Q: ...


class IsUnknown(DayCondition):
    def _holds(self, value: PartialDate | None, on: date) -> bool:
        return value is None

    def query(self, on: date) -> Q:
        return Q(**{f"{self.field}__isnull": True})


class IsAhead(DayCondition):
    """True for a start whose first day is in the future."""

    def _holds(self, value: PartialDate | None, on: date) -> bool:
        return value is not None and value.first_day > on

    def query(self, on: date) -> Q:
        return Q(**{f"{self.field}__gt": on})


class MayHavePassed(DayCondition):
    """True for an end whose first day (1 January for "2024") is not in the future."""

    def _holds(self, value: PartialDate | None, on: date) -> bool:
        return value is not None and value.first_day <= on

    def query(self, on: date) -> Q:
        # An end is stored as a number after all its days, so `__lte` misses this month and year.
        this_month_or_year = [PartialDate(on.year), PartialDate(on.year, on.month)]
        return Q(**{f"{self.field}__lte": on}) | Q(**{f"{self.field}__in": this_month_or_year})


class IsNotOver(DayCondition):
    """True for an end whose last day is today or later."""

    def _holds(self, value: PartialDate | None, on: date) -> bool:
        return value is not None and value.last_day >= on

    def query(self, on: date) -> Q:
        return Q(**{f"{self.field}__gte": on})


class IsOver(DayCondition):
    """True for an end whose last day is before today."""

    def _holds(self, value: PartialDate | None, on: date) -> bool:
        return value is not None and value.last_day < on

    def query(self, on: date) -> Q:
        return Q(**{f"{self.field}__lt": on})


class IsWithinAYear(DayCondition):
    """True for a start whose first day is less than a year ago, or in the future."""

    def _holds(self, value: PartialDate | None, on: date) -> bool:
        return value is not None and value.first_day > _a_year_before(on)

    def query(self, on: date) -> Q:
        return Q(**{f"{self.field}__gt": _a_year_before(on)})


def _a_year_before(on: date) -> date:
    """A year before 29 February is 28 February."""
    return on.replace(year=on.year - 1, day=min(on.day, 28) if on.month == 2 else on.day)
