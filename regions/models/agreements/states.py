"""The status of an agreement on a date: one table, used for loaded rows and for queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Expression, Model, When

from regions.fields.day_conditions import DayCondition, IsAhead, IsNotOver, IsUnknown, MayHavePassed
from regions.wording.shapes import Shape

IS_AHEAD = IsAhead("starts")

# The first condition that holds decides; if none does, the agreed end has passed.
CONDITIONS: list[tuple[Shape, DayCondition]] = [
    (Shape.ENDED, MayHavePassed("terminated")),
    (Shape.AHEAD, IS_AHEAD),
    (Shape.UNKNOWN, IsUnknown("ends")),
    (Shape.OPEN, IsNotOver("ends")),
]
OTHERWISE = Shape.PASSED


@dataclass(frozen=True)
class AgreementState:
    """A status icon, a label, a full sentence, and a clause for use after the region's name.

    `follow_up` is a sentence of its own, where the agreed end has passed.
    """

    mark: Shape
    label: str
    sentence: str
    clause: str
    follow_up: str = ""

    @property
    def has_ended(self) -> bool:
        """True only if a source says so; a past end date is not enough."""
        return self.mark == Shape.ENDED


def mark_on(agreement: Model, on: date) -> Shape:
    return next(
        (mark for mark, condition in CONDITIONS if condition.holds(agreement, on)), OTHERWISE
    )


def by_mark(on: date, values: Mapping[Shape, Expression]) -> Case:
    return Case(
        *(When(condition.query(on), then=values[mark]) for mark, condition in CONDITIONS),
        default=values[OTHERWISE],
    )
