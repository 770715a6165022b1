"""Small multiples: a few columns per series, all on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from regions.charts.points import Series, highest, short_period

WIDTH, HEIGHT = 160, 112
BASELINE, TOP = 92, 18  # room for the labels above and the periods below
MAX_SLOT, GAP = 40, 6
CHARACTER_WIDTH = 6.6  # an upper bound for digits and dashes at the font size of a label


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    x: int
    y: int
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Column:
    """A column, solid from the baseline to `top` and open from there to `open_top`."""

    x: int
    width: int
    top: int
    open_top: int

    @property
    def height(self) -> int:
        return BASELINE - self.top

    @property
    def open_height(self) -> int:
        return self.top - self.open_top


@dataclass(frozen=True)
class Columns:
    """One chart in a set of small multiples; `ceiling` is the number at full height."""

    key: str  # unique on the page
    title: str
    series: Series
    ceiling: Decimal

    width, height, baseline = WIDTH, HEIGHT, BASELINE

    @property
    def description(self) -> str:
        return self.series.description

    @cached_property
    def columns(self) -> list[Column]:
        return [
            Column(
                left + GAP // 2,
                self._slot - GAP,
                self._y(point.amount.low),
                self._y(point.amount.high),
            )
            for left, point in zip(self._lefts, self.series.points, strict=True)
            if point.amount
        ]

    @cached_property
    def labels(self) -> list[Text]:
        points = self.series.points
        tops = [self._y(point.amount.high) if point.amount else BASELINE for point in points]
        return self._texts([point.label for point in points], [top - 5 for top in tops])

    @cached_property
    def periods(self) -> list[Text]:
        names = [short_period(point.period) for point in self.series.points]
        return self._texts(names, [HEIGHT - 4] * len(names))

    @property
    def axis_width(self) -> int:
        return self._slot * len(self.series.points)

    @property
    def _slot(self) -> int:
        return min(MAX_SLOT, WIDTH // max(1, len(self.series.points)))

    @property
    def _lefts(self) -> list[int]:
        return [index * self._slot for index in range(len(self.series.points))]

    def _y(self, number: Decimal) -> int:
        return round(BASELINE - number / self.ceiling * (BASELINE - TOP))

    def _texts(self, words: Sequence[str], ys: Sequence[int]) -> list[Text]:
        # Centre a text in each slot; if one is too wide, keep the first, the last, and between
        # them those that fit their slot.
        slot, right = self._slot, self.axis_width
        if all(_width(word) <= slot for word in words):
            middles = [left + slot // 2 for left in self._lefts]
            return [Text(*row) for row in zip(words, middles, ys, strict=True)]
        first, last = Text(words[0], 0, ys[0], "start"), Text(words[-1], right, ys[-1], "end")
        between = [
            Text(word, left + slot // 2, y)
            for word, left, y in list(zip(words, self._lefts, ys, strict=True))[1:-1]
            if _width(word) <= slot
            and left >= _width(first.text)
            and left + slot <= right - _width(last.text)
        ]
        return [first, *between, last] if len(words) > 1 else [first]


def _width(word: str) -> float:
    return len(word) * CHARACTER_WIDTH


def small_multiples(series: Sequence[Series], key: str) -> list[Columns]:
    ceiling = highest(series) or Decimal(1)
    return [
        Columns(f"{key}-{number}", one.label, one, ceiling)
        for number, one in enumerate(series, start=1)
    ]
