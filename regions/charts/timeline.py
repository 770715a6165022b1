"""A chart of periods as bars along a year axis, and of rows of dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from regions.charts.columns import Text
from regions.fields.partial_date import PartialDate

WIDTH, ROW_HEIGHT, BAR_HEIGHT, AXIS_HEIGHT = 340, 44, 14, 26
YEAR_WIDTH = 36  # width of the label of a year
MARK_WIDTH = 3  # width of a day
NOTE_WIDTH = 72  # width of "niet bekend"


@dataclass(frozen=True, slots=True)
class Span:
    """A period; None for an unknown bound."""

    label: str
    words: str
    start: PartialDate | None
    end: PartialDate | None
    may_go_on: bool = False  # perhaps after its end


@dataclass(frozen=True, slots=True)
class Moments:
    """A row of dates; a month or year is drawn open over all of its days."""

    label: str
    words: str
    dates: Sequence[PartialDate]


@dataclass(frozen=True, slots=True)
class SpanBar:
    """A bar: solid for the certain part of the period, open for the possible part."""

    label: Text | None
    y: int
    open_x: int
    open_width: int
    x: int
    width: int
    after: Text | None = None  # label in the open part after its end


@dataclass(frozen=True)
class Timeline:
    key: str  # unique on the page
    title: str
    spans: Sequence[Span]
    day: date
    moments: Sequence[Moments] = ()

    width, bar_height = WIDTH, BAR_HEIGHT

    @property
    def height(self) -> int:
        return self._rows_height + AXIS_HEIGHT

    @property
    def axis_y(self) -> int:
        return self._rows_height + 4

    @property
    def _rows_height(self) -> int:
        return (len(self.spans) + len(self.moments)) * ROW_HEIGHT

    @property
    def description(self) -> str:
        rows: list[Span | Moments] = [*self.spans, *self.moments]
        return "; ".join(row.words for row in rows) + "."

    @property
    def has_unknown_start(self) -> bool:
        return any(span.start is None for span in self.spans)

    @cached_property
    def first(self) -> date:
        return date(min(day.year for day in self._days), 1, 1)

    @cached_property
    def last(self) -> date:
        return date(max(day.year for day in self._days) + 1, 1, 1)

    @property
    def today_x(self) -> int:
        return self._x(self.day)

    @cached_property
    def bars(self) -> list[SpanBar]:
        bars = [self._bar(span, index * ROW_HEIGHT) for index, span in enumerate(self.spans)]
        for index, row in enumerate(self.moments, start=len(self.spans)):
            bars += self._marks(row, index * ROW_HEIGHT)
        return bars

    @cached_property
    def years(self) -> list[Text]:
        count = self.last.year - self.first.year
        step = max(1, -(-count * YEAR_WIDTH // WIDTH))
        years = range(self.first.year, self.last.year, step)
        y = self.height - 4
        return [Text(str(year), self._x(date(year, 1, 1)), y, "start") for year in years]

    @property
    def _days(self) -> list[date]:
        bounds = [bound for span in self.spans for bound in (span.start, span.end) if bound]
        moments = [moment for row in self.moments for moment in row.dates]
        return [self.day, *(known.first_day for known in (*bounds, *moments))]

    def _bar(self, span: Span, y: int) -> SpanBar:
        open_start = span.start.first_day if span.start else self.first
        open_end = span.end.last_day if span.end and not span.may_go_on else self.last
        start = span.start.last_day if span.start else open_end
        end = span.end.first_day if span.end else start
        left, right = self._x(open_start), self._x(open_end)
        x, end_x = self._x(start), self._x(end)
        after = None
        if span.end and span.may_go_on:
            if not span.start:
                x = max(0, end_x - MARK_WIDTH)  # its last day is certain
            if WIDTH - end_x >= NOTE_WIDTH:
                after = Text("niet bekend", end_x + 4, y + 33, "start")
        return SpanBar(
            label=Text(span.label, 0, y + 16, "start"),
            y=y + 22,
            open_x=left,
            open_width=right - left,
            x=x,
            width=max(0, end_x - x),
            after=after,
        )

    def _marks(self, row: Moments, y: int) -> list[SpanBar]:
        label: Text | None = Text(row.label, 0, y + 16, "start")
        marks = []
        for moment in dict.fromkeys(row.dates):
            left, right = self._x(moment.first_day), self._x(moment.last_day)
            width = max(MARK_WIDTH, right - left)
            solid = width if moment.day else 0
            marks.append(SpanBar(label, y + 22, left, width, left, solid))
            label = None
        return marks

    def _x(self, day: date) -> int:
        return round((day - self.first).days / (self.last - self.first).days * WIDTH)
