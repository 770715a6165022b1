"""The figures page of the whole country."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from regions.charts.bars import Bar
from regions.clock import AsOf
from regions.models import Theme
from schools.figures.area_table import AreaTable, area_table
from schools.figures.country import country_as_of
from schools.figures.members import Members, members
from schools.figures.rows import FigureRow, rows_by_part
from schools.models import Figure, Indicator


@dataclass(frozen=True)
class IndicatorSummary:
    indicator: Indicator
    last: Figure  # supplies the period, reference date and source
    rows: list[FigureRow]


@dataclass(frozen=True, slots=True)
class ThemeRow:
    theme: Theme
    bar: Bar


@dataclass(frozen=True)
class Overview:
    members: Members
    summaries: list[IndicatorSummary]
    without_country: list[Indicator]
    table: AreaTable | None  # None without figures
    themes: list[ThemeRow]  # sorted by number of regions


def overview(kind: str, order: str, as_of: AsOf) -> Overview:
    nation = country_as_of(as_of)
    indicators = list(Indicator.objects.published(as_of.today))
    last = {indicator: nation.in_last_period(indicator.pk) for indicator in indicators}
    taking_part = members(as_of)
    return Overview(
        taking_part,
        [
            IndicatorSummary(indicator, figures[0], rows_by_part(figures))
            for indicator, figures in last.items()
            if figures
        ],
        [indicator for indicator, figures in last.items() if not figures],
        area_table(kind, order, indicators, nation, taking_part.schools, as_of),
        [] if as_of.is_past else _themes(as_of.today),  # undated
    )


def _themes(day: date) -> list[ThemeRow]:
    themes = [row for row in Theme.objects.with_regions_counted(day) if row.region_count]
    themes.sort(key=lambda theme: -theme.region_count)
    most = Decimal(max((theme.region_count for theme in themes), default=1))
    rows = ((theme, Decimal(theme.region_count)) for theme in themes)
    return [ThemeRow(theme, Bar.of(count, count, most)) for theme, count in rows]
