"""Figures summed over the schools that take part in a region."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from schools.figures.page import FigureRow, rows_by_part
from schools.models import Figure, Indicator, School


@dataclass(frozen=True)
class RegionFigures:
    """The sums of an indicator, and how many of the schools have no figures."""

    indicator: Indicator
    first: Figure  # supplies the period, reference date and source they share
    rows: list[FigureRow]
    school_count: int
    missing: int

    @property
    def has_range(self) -> bool:
        return any(row.bar.open for row in self.rows)


def summed_over(schools: Iterable[School], on: date) -> list[RegionFigures]:
    """Sum the published figures of the schools; if one is masked, the sum is a range."""
    keys = {school.pk for school in schools}
    figures = Figure.objects.of_last_period().filter(
        school__in=keys, indicator__published_from__lte=on
    )
    by_indicator: dict[Indicator, list[Figure]] = {}
    for figure in figures.select_related("indicator").order_by("indicator__folded_name", "pk"):
        by_indicator.setdefault(figure.indicator, []).append(figure)
    return [_summed(indicator, group, len(keys)) for indicator, group in by_indicator.items()]


def _summed(indicator: Indicator, figures: list[Figure], school_count: int) -> RegionFigures:
    sums: dict[tuple[str, str], Figure] = {}
    for figure in figures:
        key = figure.profile, figure.level
        sums[key] = _add(sums[key], figure) if key in sums else _copy(figure)
    school_pks = {figure.school_id for figure in figures}
    rows = rows_by_part(list(sums.values()))
    return RegionFigures(indicator, figures[0], rows, school_count, school_count - len(school_pks))


def _copy(figure: Figure) -> Figure:
    return Figure(
        indicator=figure.indicator,
        area_code=figure.area_code,
        profile=figure.profile,
        level=figure.level,
        **figure.values(),
    )


def _add(total: Figure, figure: Figure) -> Figure:
    total.low += figure.low
    total.high += figure.high
    if total.of_low is not None and figure.of_low is not None:
        total.of_low += figure.of_low
    if total.of_high is not None and figure.of_high is not None:
        total.of_high += figure.of_high
    return total
