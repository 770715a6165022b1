"""Masks counts of people from 1 to 4, so that no sum reveals them either.

DUO masks counts from 1 to 4 in its newer files, but not in older ones; we mask them in both.

Readers may know these rules, so exact numbers may reveal masked ones. Therefore the sum of a
municipality or province only adds up published bounds, and reveals nothing new. Only the national
sum is exact, unless that would reveal a part. If sums were exact on two levels, a range on the
other one would reveal its parts.

This holds within one indicator. Two indicators of the same year (candidates by sector and by
profile) could be subtracted: `small_cells` masks the second one if that reveals a number from 1 to
4.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

MIN_PUBLISHED = 5


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people (None if masked in the file), and the published bounds."""

    number: int | None
    low: int
    high: int

    @classmethod
    def of(cls, number: int) -> Self:
        return cls(number, number, number)

    @classmethod
    def read(cls, cell: str) -> Self:
        return cls(None, 1, MIN_PUBLISHED - 1) if cell.startswith("<") else cls.of(int(cell))

    @property
    def is_exact(self) -> bool:
        return self.low == self.high


NOBODY = Count.of(0)
ONE = Count.of(1)  # used for counting locations


def add_up(counts: Iterable[Count]) -> Count:
    """Add counts; the bounds of the sum reveal no more than those of the counts."""
    parts = list(counts)
    numbers = [part.number for part in parts if part.number is not None]
    number = sum(numbers) if len(numbers) == len(parts) else None
    return Count(number, sum(part.low for part in parts), sum(part.high for part in parts))


def mask(count: Count) -> Count:
    if count.number is not None and 0 < count.number < MIN_PUBLISHED:
        return Count(count.number, 1, MIN_PUBLISHED - 1)
    return count


def mask_part(part: Count, whole: Count) -> Count:
    """Mask a part of a published total, so that neither it nor the remainder can be derived.

    Readers who know these rules must be left with at least four possible values. In a total of 8
    or less, a small part and a small remainder therefore share one range.
    """
    if part.number is None or whole.number is None:
        return part
    number, most = part.number, whole.number
    if 0 < most < MIN_PUBLISHED:
        return Count(number, 0, MIN_PUBLISHED - 1)
    if number in (0, most) or MIN_PUBLISHED <= number <= most - MIN_PUBLISHED:
        return part
    if most < 2 * MIN_PUBLISHED - 1:
        return Count(number, 1, most - 1)
    if number < MIN_PUBLISHED:
        return Count(number, 1, MIN_PUBLISHED - 1)
    return Count(number, most - MIN_PUBLISHED + 1, most - 1)


def total(parts: Iterable[Count]) -> Count:
    """Add up all parts of the country, which are published together with their sum.

    The sum is a range if an exact one would reveal masked parts: if there is only one, if all of
    them must be at the same end of their range, or if the sum itself must be masked.
    """
    counts = list(parts)
    bounds = add_up(counts)
    masked_count = sum(not count.is_exact for count in counts)
    if bounds.number is None or masked_count == 1:
        return bounds
    if masked_count and (
        bounds.number < MIN_PUBLISHED or bounds.number in (bounds.low, bounds.high)
    ):
        return bounds
    return Count.of(bounds.number)
