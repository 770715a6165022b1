"""Totals of indicators per kind of area."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Q

from regions.clock import AsOf
from regions.models.periods import not_closed_on, open_on
from regions.published_regions import published_regions
from schools.as_of import not_yet_open
from schools.figures.country import Country
from schools.models import TECHNICAL_PROFILES, Figure, Indicator

AREA_CONDITIONS = {
    "province": Q(province__gt=""),
    "municipality": Q(municipality__isnull=False),
    "school": Q(school__isnull=False),
}
GROUP_FIELDS = ("area_code", "profile", "level", "period")
SUMMED_FIELDS = ("low", "high", "of_low", "of_high")
REGION = "school__participations__region"


@dataclass(frozen=True, slots=True)
class Total:
    """An unsaved figure, and the number of schools it sums up; 0 if it is not a sum."""

    figure: Figure
    schools: int


def counts_in_total(profile: str) -> bool:
    # Figures by profile are limited to technical ones; other indicators already are.
    return not profile or profile in TECHNICAL_PROFILES


def totals(
    indicators: Iterable[Indicator],
    country: Country,
    field: str,
    on: date | AsOf,
    keys: Iterable[int] | None = None,
) -> dict[tuple[Any, int], Total]:
    """Totals for the last period of each indicator, by field value and indicator key.

    `keys` limits the values of the field. An area that has only figures for other profiles gets 0.
    """
    groups = _rows(indicators, country, field, on, keys)
    # No total if two sources report the same figure, as neither is preferred.
    return {key: _total(group) for key, group in groups.items() if not _has_duplicates(group)}


def totals_by_profile(
    indicators: Iterable[Indicator],
    country: Country,
    field: str,
    on: date | AsOf,
    keys: Iterable[int] | None = None,
) -> dict[tuple[Any, int, str], Total]:
    """Like `totals`, for each technical profile with a figure."""
    by_profile = {}
    for (area, indicator), rows in _rows(indicators, country, field, on, keys).items():
        for profile in TECHNICAL_PROFILES:
            group = [row for row in rows if row["profile"] == profile]
            if group and not _has_duplicates(group):
                by_profile[area, indicator, profile.value] = _total(group)
    return by_profile


def _rows(
    indicators: Iterable[Indicator],
    country: Country,
    field: str,
    on: date | AsOf,
    keys: Iterable[int] | None,
) -> dict[tuple[Any, int], list[dict[str, Any]]]:
    # One call for all conditions on a relation, since each `filter()` would join it again.
    condition = AREA_CONDITIONS.get(field) or _taking_part(AsOf.of(on))
    if keys is not None:
        condition &= Q(**{f"{field}__in": keys})
    figures = Figure.objects.filter(_of_last_period(indicators, country))
    # Distinct, since two participations of one school may overlap.
    rows = (
        figures.filter(condition)
        .order_by()
        .values(field, "pk", *GROUP_FIELDS, *SUMMED_FIELDS)
        .distinct()
    )
    groups = defaultdict(list)
    for row in rows.annotate(of_indicator=F("indicator"), of_school=F("school")):
        groups[row[field], row["of_indicator"]].append(row)
    return groups


def _of_last_period(indicators: Iterable[Indicator], country: Country) -> Q:
    condition = Q(pk__in=[])
    for indicator in indicators:
        condition |= Q(indicator=indicator, period=country.periods(indicator.pk)[-1])
    return condition


def _taking_part(as_of: AsOf) -> Q:
    condition = open_on(as_of, "school__participations__") & not_closed_on(as_of.on, "school__")
    condition &= Q(school__published_from__lte=as_of.today)
    if as_of.is_past:
        regions = published_regions(as_of.today).values()
        begun = [region.pk for region in regions if region.may_have_begun(as_of.on)]
        condition &= Q(school__participations__region__in=begun)
        condition &= ~Q(school__in=not_yet_open(as_of))
    return condition & Q(school__participations__region__is_example=False)


def _has_duplicates(rows: list[dict[str, Any]]) -> bool:
    return len({tuple(row[name] for name in (*GROUP_FIELDS, "of_school")) for row in rows}) < len(
        rows
    )


def _total(rows: Iterable[dict[str, Any]]) -> Total:
    rows = list(rows)
    counted = [row for row in rows if counts_in_total(row["profile"])]
    if counted:
        sums = {name: _sum(row[name] for row in counted) for name in SUMMED_FIELDS}
    else:
        sums = {"low": Decimal(), "high": Decimal()}
    return Total(Figure(**sums), len({row["of_school"] for row in rows} - {None}))


def _sum(numbers: Iterable[Decimal | None]) -> Decimal | None:
    known = [number for number in numbers if number is not None]
    return sum(known, Decimal()) if known else None
