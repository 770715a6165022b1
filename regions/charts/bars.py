"""A bar in a cell of a table, next to its number."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

LENGTH = 100  # SVG units


@dataclass(frozen=True, slots=True)
class Bar:
    """Lengths in units of the SVG: solid up to the lower bound, open up to the upper one."""

    solid: str
    open: str  # empty if the amount is exact

    @classmethod
    def of(cls, low: Decimal, high: Decimal, maximum: Decimal) -> Bar:
        solid, whole = (f"{number / maximum * LENGTH:.1f}" for number in (low, high))
        return cls(solid, whole if high > low else "")
