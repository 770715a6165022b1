"""Numbers of people as they may be shown: 1 to 4 is masked, and no sum gives such a number away.

DUO masks the counts of 1 to 4 in its newer files; the older ones have every number. All are shown
by the newer rule. A sum is exact, unless what is masked in it would follow from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

LEAST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people (None where the file masks it) and the bounds that are shown of it."""

    number: int | None
    low: int
    high: int

    @classmethod
    def of(cls, number: int) -> Self:
        return cls(number, number, number)

    @classmethod
    def read(cls, cell: str) -> Self:
        """A cell of a file: a number, or "<5"."""
        return cls(None, 1, LEAST_SHOWN - 1) if cell.startswith("<") else cls.of(int(cell))

    @property
    def is_exact(self) -> bool:
        return self.low == self.high


NOBODY = Count.of(0)


def added(counts: Iterable[Count]) -> Count:
    """The sum of numbers that are not shown themselves, such as boys and girls."""
    parts = list(counts)
    numbers = [part.number for part in parts if part.number is not None]
    number = sum(numbers) if len(numbers) == len(parts) else None
    return Count(number, sum(part.low for part in parts), sum(part.high for part in parts))


def shown(count: Count) -> Count:
    """By itself, so that nothing else tells what it is."""
    if count.number is not None and 0 < count.number < LEAST_SHOWN:
        return Count(count.number, 1, LEAST_SHOWN - 1)
    return count


def part_of(part: Count, whole: Count) -> Count:
    """Beside a whole that is shown: neither the part nor the rest may follow from the other."""
    if part.number is None or whole.number is None:
        return part
    rest = whole.number - part.number
    if 0 < part.number < LEAST_SHOWN:
        return Count(part.number, 1, min(LEAST_SHOWN - 1, whole.number))
    if 0 < rest < LEAST_SHOWN:
        low = max(0, whole.number - LEAST_SHOWN + 1)
        return Count(part.number, low, whole.number - 1)
    return part


def total(parts: Iterable[Count]) -> Count:
    """The sum of parts that are shown beside it.

    It is a range where an exact sum would tell what a masked part is: of a single one, of several
    that all must be at one end of their range, and where the sum itself is to be masked.
    """
    counts = list(parts)
    summed = added(counts)
    masked = sum(not count.is_exact for count in counts)
    if summed.number is None or masked == 1:
        return summed
    if masked and (summed.number < LEAST_SHOWN or summed.number in (summed.low, summed.high)):
        return summed
    return Count.of(summed.number)
