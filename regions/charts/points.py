"""Data for charts: amounts between two bounds, and series of amounts over periods."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

STEPS = (1, 2, 3, 4, 6, 8, 10)
UNKNOWN, UNKNOWN_IN_WORDS = "?", "niet bekend"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, or only its bounds."""

    low: Decimal
    high: Decimal
    words: str  # for the description, such as "58 tot en met 64"
    short: str  # for the chart, such as "58-64"

    @property
    def is_exact(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Point:
    """The amount for a period such as "2019" or "2019-2020"; None if it is missing."""

    period: str
    amount: Amount | None

    @property
    def words(self) -> str:
        return f"{self.period}: {self.amount.words if self.amount else UNKNOWN_IN_WORDS}"

    @property
    def label(self) -> str:
        return self.amount.short if self.amount else UNKNOWN


@dataclass(frozen=True, slots=True)
class Series:
    label: str
    points: list[Point]  # sorted by period

    @property
    def description(self) -> str:
        return "; ".join(point.words for point in self.points) + "."

    @property
    def highest(self) -> Decimal:
        return max((point.amount.high for point in self.points if point.amount), default=Decimal(0))


def highest(series: Iterable[Series]) -> Decimal:
    return max((one.highest for one in series), default=Decimal(0))


def round_up_scale(number: Decimal) -> Decimal:
    if number <= 1:
        return Decimal(1)
    power = Decimal(10) ** (number.adjusted())
    return next(step * power for step in STEPS if step * power >= number)


def short_period(period: str) -> str:
    """Write "19-20" for the school year 2019-2020; other periods stay as they are."""
    first, dash, last = period.partition("-")
    return f"{first[-2:]}-{last[-2:]}" if dash else period
