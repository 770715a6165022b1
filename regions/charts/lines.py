"""Lines over periods, distinguished by the shape of their points and by a label at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from regions.charts.columns import Text
from regions.charts.points import Series, highest, round_up_scale, short_period

WIDTH, HEIGHT = 340, 220
LEFT, RIGHT, TOP, BASELINE = 18, 204, 28, 192
LABEL_HEIGHT = 17
SHAPES = ("circle", "square", "diamond", "triangle")
MAX_SERIES = len(SHAPES)


@dataclass(frozen=True, slots=True)
class Mark:
    x: int
    y: int
    low_y: int  # lower bound
    high_y: int

    @property
    def is_range(self) -> bool:
        return self.low_y != self.high_y


@dataclass(frozen=True, slots=True)
class Line:
    shape: str
    path: str  # with gaps for missing periods
    marks: list[Mark]
    label: Text


@dataclass(frozen=True)
class Lines:
    """At most four series with the same periods."""

    key: str  # unique on the page
    title: str
    unit: str
    series: Sequence[Series]

    width, height, baseline, left, right, top = WIDTH, HEIGHT, BASELINE, LEFT, RIGHT, TOP

    @property
    def description(self) -> str:
        return " ".join(f"{one.label}: {one.description}" for one in self.series)

    @cached_property
    def ceiling(self) -> Decimal:
        return round_up_scale(highest(self.series))

    @property
    def top_in_words(self) -> str:
        return f"{int(self.ceiling):,} {self.unit}".replace(",", ".")

    @cached_property
    def lines(self) -> list[Line]:
        shapes = zip(self.series, SHAPES, strict=False)
        lines = [self._line(one, shape) for one, shape in shapes]
        return self._spread_labels(lines)

    @cached_property
    def periods(self) -> list[Text]:
        points = self.series[0].points
        return [
            Text(short_period(point.period), self._x(index), HEIGHT - 8)
            for index, point in enumerate(points)
        ]

    def _line(self, series: Series, shape: str) -> Line:
        path, marks, is_drawing = "", [], False
        for index, point in enumerate(series.points):
            if point.amount is None:
                is_drawing = False
                continue
            low, high = self._y(point.amount.low), self._y(point.amount.high)
            mark = Mark(self._x(index), (low + high) // 2, low, high)
            path += f"{'L' if is_drawing else 'M'}{mark.x} {mark.y}"
            marks.append(mark)
            is_drawing = True
        y = marks[-1].y if marks else BASELINE
        last = next((p.label for p in reversed(series.points) if p.amount), "")
        return Line(shape, path, marks, Text(f"{series.label} {last}".strip(), RIGHT + 8, y))

    def _spread_labels(self, lines: list[Line]) -> list[Line]:
        # Move overlapping labels down, then all labels up if the last one overflows.
        order = sorted(lines, key=lambda line: line.label.y)
        ys: list[int] = []
        for line in order:
            ys.append(max(line.label.y, ys[-1] + LABEL_HEIGHT if ys else TOP))
        overflow = max(0, ys[-1] - BASELINE) if ys else 0
        moved = {
            id(line): Line(
                line.shape,
                line.path,
                line.marks,
                Text(line.label.text, line.label.x, y - overflow + 5, "start"),
            )
            for line, y in zip(order, ys, strict=True)
        }
        return [moved[id(line)] for line in lines]

    def _x(self, index: int) -> int:
        steps = max(1, len(self.series[0].points) - 1)
        return LEFT + round((RIGHT - LEFT) * index / steps)

    def _y(self, number: Decimal) -> int:
        return round(BASELINE - number / self.ceiling * (BASELINE - TOP))
