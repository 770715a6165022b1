"""The status of an offer on a date: one table, used for loaded rows and for queries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum, unique

from django.db.models import Case, Expression, Model, Value, When

from regions.clock import AsOf
from regions.fields.day_conditions import (
    DayCondition,
    IsAhead,
    IsNotOver,
    IsOver,
    IsUnknown,
    IsWithinAYear,
)


@unique
class OfferState(StrEnum):
    RUNS = "loopt"
    AHEAD = "komt"
    UNSURE = "niet-zeker"
    PAST = "geweest"


# The first condition that holds decides. Without an end date, a source less than a year old makes
# it likely that the offer still exists.
CONDITIONS: list[tuple[OfferState, DayCondition]] = [
    (OfferState.AHEAD, IsAhead("starts")),
    (OfferState.PAST, IsOver("ends")),
    (OfferState.RUNS, IsNotOver("ends")),
    (OfferState.RUNS, IsWithinAYear("source_dated")),
]
OTHERWISE = OfferState.UNSURE
# As of a past date, an end or a source shows only that an offer existed if its start is known.
CONDITIONS_AS_OF = [*CONDITIONS[:2], (OfferState.UNSURE, IsUnknown("starts")), *CONDITIONS[2:]]
UPCOMING = (OfferState.RUNS, OfferState.AHEAD)


def state_of(offer: Model, day: date | AsOf) -> OfferState:
    on, conditions = _on_and_conditions(day)
    return next((state for state, condition in conditions if condition.holds(offer, on)), OTHERWISE)


def by_state(day: date | AsOf, values: Mapping[OfferState, Expression | Value]) -> Case:
    on, conditions = _on_and_conditions(day)
    return Case(
        *(When(condition.query(on), then=values[state]) for state, condition in conditions),
        default=values[OTHERWISE],
    )


def _on_and_conditions(day: date | AsOf) -> tuple[date, list[tuple[OfferState, DayCondition]]]:
    as_of = AsOf.of(day)
    return as_of.on, CONDITIONS_AS_OF if as_of.is_past else CONDITIONS
