"""Figures that others have but this school, municipality or region lacks, with reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from regions.wording.dutch import listed
from schools.figures.counted_per_school import OF_SCHOOLS, PASS_RATES
from schools.figures.country import country
from schools.figures.page import AreaFigures, RegionFigures
from schools.figures.reasons import AREA_REASONS, Reason, reason_of, reason_of_area
from schools.locations import undecided
from schools.models import Figure, Indicator, School


@dataclass(frozen=True, slots=True)
class Missing:
    """Indicators that lack a figure for the same reason."""

    names: str
    reason: str


# `areas` are the figures on the page. Indicators without national figures are omitted.


def missing_at(school: School, areas: Iterable[AreaFigures], on: date) -> list[Missing]:
    if school.is_example:
        return []
    _mark_awaiting([school], on)
    found = _missing(_by_slug(areas), on, lambda candidates: reason_of(school, candidates))
    return [Missing(listed(names), str(reason.label)) for reason, names in found.items()]


def missing_in(schools: Iterable[School], areas: Iterable[AreaFigures], on: date) -> list[Missing]:
    return _missing_in_area(schools, _by_slug(areas), on)


def missing_in_region(
    schools: Iterable[School], sums: Iterable[RegionFigures], on: date
) -> list[Missing]:
    """Missing figures of a region; [] without schools."""
    areas = {shown.indicator.slug: shown.area for shown in sums}
    schools = list(schools)
    return _missing_in_area(schools, areas, on) if schools else []


def _by_slug(areas: Iterable[AreaFigures]) -> dict[str, AreaFigures | None]:
    return {area.indicator.slug: area for area in areas}


def _missing_in_area(
    schools: Iterable[School], areas: Mapping[str, AreaFigures | None], on: date
) -> list[Missing]:
    schools = [school for school in schools if not school.is_example]
    _mark_awaiting(schools, on)
    found = _missing(areas, on, lambda candidates: reason_of_area(schools, candidates))
    return [Missing(listed(names), AREA_REASONS[reason]) for reason, names in found.items()]


def _mark_awaiting(schools: Iterable[School], on: date) -> None:
    awaiting = undecided(on).awaiting
    for school in schools:
        school.is_awaiting = school.pk in awaiting


def _missing(
    areas: Mapping[str, AreaFigures | None],
    on: date,
    reason_for: Callable[[list[Figure]], Reason],
) -> dict[Reason, list[str]]:
    """Map reasons to names of indicators."""
    by_reason: dict[Reason, list[str]] = {}
    for indicator in _counted_per_school(on):
        if indicator.slug not in areas:
            candidates = areas.get(PASS_RATES.get(indicator.slug, ""))
            reason = reason_for(candidates.in_last_period if candidates else [])
            by_reason.setdefault(reason, []).append(indicator.name)
    return by_reason


def _counted_per_school(on: date) -> Iterable[Indicator]:
    indicators = {group[0].indicator for group in country(on).in_last_periods()}
    counted = [indicator for indicator in indicators if indicator.slug in OF_SCHOOLS]
    return sorted(counted, key=lambda indicator: indicator.folded_name)
