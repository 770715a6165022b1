"""Figures over several periods as small multiples."""

from __future__ import annotations

from collections.abc import Sequence

from regions.charts.columns import Columns, small_multiples
from regions.charts.points import Amount, Point, Series
from schools.figures.rows import key_of, parts_of
from schools.figures.words import in_short, in_words
from schools.models import Figure


def series_by_part(figures: Sequence[Figure], periods: Sequence[str]) -> list[Series]:
    """For the figures of one area and indicator."""
    found = {(key_of(figure), figure.period): figure for figure in figures}
    return [
        Series(part.label, [_point(period, found.get((part.key, period))) for period in periods])
        for part in parts_of(figures)
    ]


def multiples(figures: Sequence[Figure], periods: Sequence[str], key: str) -> list[Columns]:
    """Empty if the indicator has only one period."""
    return small_multiples(series_by_part(figures, periods), key) if len(periods) > 1 else []


def _point(period: str, figure: Figure | None) -> Point:
    return Point(period, amount_of(figure) if figure else None)


def amount_of(figure: Figure) -> Amount:
    low, high = figure.shares or (figure.low, figure.high)
    return Amount(low, high, in_words(figure), in_short(figure))
