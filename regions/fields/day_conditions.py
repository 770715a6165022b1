"""Conditions on a partial date and a day, each for a row at hand and as a query."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date

from django.db.models import Model, Q

from regions.fields.partial_date import PartialDate


@dataclass(frozen=True)
class DayCondition(ABC):
    """A condition on the PartialDateField of this name; only `IsUnknown` holds for an empty one."""

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
    """Of a beginning: its first day is still to come."""

    def _holds(self, value: PartialDate | None, on: date) -> bool:
        return value is not None and value.first_day > on

    def query(self, on: date) -> Q:
        return Q(**{f"{self.field}__gt": on})


class MayHavePassed(DayCondition):
    """Of an end: its first day has come, so "in 2024" from 1 January."""

    def _holds(self, value: PartialDate | None, on: date) -> bool:
        return value is not None and value.first_day <= on

    def query(self, on: date) -> Q:
        # The stored number of an end follows all its days, so this month or year would be missed.
        this_month_or_year = [PartialDate(on.year), PartialDate(on.year, on.month)]
        return Q(**{f"{self.field}__lte": on}) | Q(**{f"{self.field}__in": this_month_or_year})


class IsNotOver(DayCondition):
    """Of an end: its last day has not gone by."""

    def _holds(self, value: PartialDate | None, on: date) -> bool:
        return value is not None and value.last_day >= on

    def query(self, on: date) -> Q:
        return Q(**{f"{self.field}__gte": on})
