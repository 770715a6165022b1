"""Figures over several periods as small multiples."""

from __future__ import annotations

from collections.abc import Sequence

from regions.charts.columns import Columns, small_multiples
from regions.charts.lines import MAX_SERIES, Lines
from regions.charts.points import UNKNOWN, Amount, Point, Series
from schools.figures.rows import key_of, parts_of
from schools.figures.sums import sums_by
from schools.figures.words import NOT_GIVEN, in_short, in_words
from schools.models import Figure
from schools.models.figures import known_periods


def series_by_part(figures: Sequence[Figure], periods: Sequence[str]) -> list[Series]:
    """Expects the figures for one area and indicator."""
    found = sums_by(figures, lambda figure: (key_of(figure), figure.period))
    return [
        Series(part.label, [_point(period, found.get((part.key, period))) for period in periods])
        for part in parts_of(figures)
    ]


def multiples(figures: Sequence[Figure], periods: Sequence[str], key: str) -> list[Columns]:
    """Return [] if the indicator has only one known period."""
    periods = known_periods(periods)
    return small_multiples(series_by_part(figures, periods), key) if len(periods) > 1 else []


def lines(figures: Sequence[Figure], periods: Sequence[str], key: str) -> Lines | None:
    """Draw all groups in one chart; None for a single known period or too many groups."""
    periods = known_periods(periods)
    parts, series = parts_of(figures), series_by_part(figures, periods)
    if len(periods) < 2 or not 0 < len(parts) <= MAX_SERIES:
        return None
    indicator = figures[0].indicator
    named = [
        Series(part.short.removeprefix("vmbo "), one.points)
        for part, one in zip(parts, series, strict=True)
    ]
    return Lines(key, f"{indicator}, {periods[0]} tot en met {periods[-1]}", indicator.unit, named)


def _point(period: str, figure: Figure | None) -> Point:
    return Point(period, amount_of(figure) if figure else None)


def amount_of(figure: Figure) -> Amount:
    low, high = figure.shares or (figure.low, figure.high)
    short = in_short(figure)
    return Amount(low, high, in_words(figure), UNKNOWN if short == NOT_GIVEN else short)
