"""Data of the pages of figures, loaded before rendering."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from regions.charts.bars import Bar
from regions.models import Province
from schools.figures.words import in_words, whole_in_words
from schools.models import Figure, Indicator, Level, Profile
from schools.models.figures import COUNTRY, FigureQuerySet


@dataclass(frozen=True, slots=True)
class FigureRow:
    code: str
    label: str
    address: str  # URL of the area's page; empty if it has none
    cite: str  # permanent URL of the figure
    value: str
    whole: str
    bar: Bar
    order: Decimal


@dataclass(frozen=True, slots=True)
class Part:
    """One item of an indicator's breakdown: a profile or a learning path."""

    key: str
    label: str


@dataclass(frozen=True)
class IndicatorSummary:
    indicator: Indicator
    period: str
    source: str
    rows: list[FigureRow]


def parts_of(figures: Iterable[Figure]) -> list[Part]:
    keys = {figure.profile or figure.level for figure in figures}
    labels: dict[str, str] = {
        **{profile.value: str(profile.label) for profile in Profile},
        **{level.value: str(level.label) for level in Level},
    }
    return [Part(key, label) for key, label in labels.items() if key in keys]


def rows_by_part(figures: Sequence[Figure]) -> list[FigureRow]:
    labels = {part.key: part.label for part in parts_of(figures)}
    by_key = {figure.profile or figure.level: figure for figure in figures}
    longest = _longest(figures)
    return [_row(by_key[key], label, "", longest) for key, label in labels.items()]


def rows_by_area(figures: Sequence[Figure]) -> list[FigureRow]:
    longest = _longest(figures)
    rows = [_row(figure, *area_of(figure), longest) for figure in figures]
    return sorted(rows, key=lambda row: (row.label.casefold(), row.code))


@dataclass(frozen=True)
class AreaFigures:
    """One area's figures of an indicator."""

    indicator: Indicator
    first: Figure  # supplies the period, reference date and source they share
    rows: list[FigureRow]


def figures_of(figures: FigureQuerySet, on: date) -> list[AreaFigures]:
    rows = figures.of_last_period().filter(indicator__published_from__lte=on)
    by_indicator: dict[Indicator, list[Figure]] = {}
    for figure in rows.select_related("indicator").order_by("indicator__folded_name", "pk"):
        by_indicator.setdefault(figure.indicator, []).append(figure)
    return [
        AreaFigures(indicator, group[0], rows_by_part(group))
        for indicator, group in by_indicator.items()
    ]


def summaries(day: date) -> list[IndicatorSummary]:
    indicators = Indicator.objects.published(day)
    figures = Figure.objects.of_last_period().filter(indicator__in=indicators, area_code=COUNTRY)
    by_indicator: dict[int, list[Figure]] = {}
    for figure in figures.select_related("indicator"):
        by_indicator.setdefault(figure.indicator_id, []).append(figure)
    return [_summary(indicator, by_indicator.get(indicator.pk, [])) for indicator in indicators]


def _summary(indicator: Indicator, figures: list[Figure]) -> IndicatorSummary:
    first = figures[0] if figures else None
    return IndicatorSummary(
        indicator,
        first.period if first else "",
        first.source if first else "",
        rows_by_part(figures),
    )


def of_part(figures: QuerySet[Figure], key: str) -> QuerySet[Figure]:
    return figures.filter(Q(profile=key) | Q(level=key))


def _longest(figures: Iterable[Figure]) -> Decimal:
    numbers = [Decimal(100) if figure.of_low else figure.high for figure in figures]
    return max(numbers, default=Decimal(1)) or Decimal(1)


def _row(figure: Figure, label: str, address: str, longest: Decimal) -> FigureRow:
    low, high = figure.shares or (figure.low, figure.high)
    return FigureRow(
        code=figure.area_code,
        label=label,
        address=address,
        cite=figure.get_absolute_url(),
        value=in_words(figure),
        whole=whole_in_words(figure),
        bar=Bar.of(low, high, longest),
        order=high,
    )


def area_of(figure: Figure) -> tuple[str, str]:
    if figure.school:
        return figure.school.name_and_place, figure.school.get_absolute_url()
    if figure.municipality:
        return figure.municipality.name, figure.municipality.get_absolute_url()
    if figure.province:
        return str(Province(figure.province).label), ""
    return "Nederland", ""
