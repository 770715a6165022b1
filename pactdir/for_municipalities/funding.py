"""National programme funding per period: budgets, and the regional amounts per indicator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from regions.models import FundingPeriod
from schools.figures.money import LABELS, NATIONAL_BUDGET, Amounts, amounts_of
from schools.figures.rows import without_duplicates
from schools.models import Figure, Indicator


@dataclass(frozen=True, slots=True)
class PerRegion:
    """An indicator and its number of regional amounts."""

    indicator: Indicator
    count: int


@dataclass(frozen=True, slots=True)
class Funded:
    period: FundingPeriod
    budgets: list[Amounts]
    per_region: list[PerRegion]


def funded_periods(on: date) -> list[Funded]:
    rows = Figure.objects.reported().filter(
        indicator__slug__in=[NATIONAL_BUDGET, *LABELS], indicator__published_from__lte=on
    )
    figures = without_duplicates(
        rows.select_related("indicator").order_by("indicator__folded_name", "pk")
    )
    return [
        _funded(period, [figure for figure in figures if figure.period == str(period)])
        for period in FundingPeriod.objects.order_by("first_year")
    ]


def _funded(period: FundingPeriod, figures: Iterable[Figure]) -> Funded:
    figures = list(figures)
    budgets = [figure for figure in figures if figure.indicator.slug == NATIONAL_BUDGET]
    counts = Counter(figure.indicator for figure in figures if figure not in budgets)
    return Funded(period, amounts_of(budgets), [PerRegion(*item) for item in counts.items()])
