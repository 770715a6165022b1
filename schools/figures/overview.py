"""The overview of indicators with their national figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from schools.figures.country import country
from schools.figures.rows import FigureRow, rows_by_part
from schools.models import Figure, Indicator


@dataclass(frozen=True)
class IndicatorSummary:
    indicator: Indicator
    last: Figure | None  # supplies the period, reference date and source; None without figures
    rows: list[FigureRow]


def summaries(day: date) -> list[IndicatorSummary]:
    land = country(day)
    return [
        _summary(indicator, land.of_last_period(indicator.pk))
        for indicator in Indicator.objects.published(day)
    ]


def _summary(indicator: Indicator, figures: list[Figure]) -> IndicatorSummary:
    return IndicatorSummary(indicator, figures[0] if figures else None, rows_by_part(figures))
