"""The status of an offer on a date: one table, used for loaded rows and for queries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum, unique

from django.db.models import Case, Expression, Model, Value, When

from regions.fields.day_conditions import DayCondition, IsAhead, IsNotOver, IsOver, IsWithinAYear


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
UPCOMING = (OfferState.RUNS, OfferState.AHEAD)


def state_of(offer: Model, on: date) -> OfferState:
    return next((state for state, condition in CONDITIONS if condition.holds(offer, on)), OTHERWISE)


def by_state(on: date, values: Mapping[OfferState, Expression | Value]) -> Case:
    return Case(
        *(When(condition.query(on), then=values[state]) for state, condition in CONDITIONS),
        default=values[OTHERWISE],
    )
