"""Why a school lacks a figure that others have: one of a short list of sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models

from regions.wording.dutch import listed
from schools.figures.counted_per_school import OF_SCHOOLS, PASS_RATES
from schools.figures.country import country
from schools.figures.page import AreaFigures
from schools.models import Indicator, Level, School
from schools.profile_words import can_have_profiles


class Reason(models.TextChoices):
    MASKED = "afgeschermd", "Het gaat om minder dan 5 leerlingen; dat getal wordt niet genoemd"
    NOT_HERE = "heeft-het-niet", "Deze school heeft dit niet"
    NOT_ASKED = "niet-gevraagd", "Nog niet opgezocht: wij kennen de code van deze school niet"
    NOT_PUBLISHED = "niet-gepubliceerd", "Voor deze school niet gepubliceerd"


@dataclass(frozen=True, slots=True)
class Missing:
    """Indicators that a school lacks for one reason."""

    names: str
    reason: str


def missing_at(school: School, areas: Sequence[AreaFigures], on: date) -> list[Missing]:
    """`areas` are its own figures; indicators without national figures are left out."""
    if school.is_example:
        return []
    by_slug = {area.indicator.slug: area for area in areas}
    by_reason: dict[Reason, list[str]] = {}
    for indicator in _counted_per_school(on):
        if indicator.slug not in by_slug:
            candidates = by_slug.get(PASS_RATES.get(indicator.slug, ""))
            by_reason.setdefault(_reason(school, candidates), []).append(indicator.name)
    return [Missing(listed(names), str(reason.label)) for reason, names in by_reason.items()]


def _counted_per_school(on: date) -> Iterable[Indicator]:
    indicators = {group[0].indicator for group in country(on).of_last_periods()}
    counted = [indicator for indicator in indicators if indicator.slug in OF_SCHOOLS]
    return sorted(counted, key=lambda indicator: indicator.folded_name)


def _reason(school: School, candidates: AreaFigures | None) -> Reason:
    if candidates:
        has_some = any(row.order for row in candidates.rows)
        return Reason.MASKED if has_some else Reason.NOT_HERE
    if not can_have_profiles(school.levels):
        return Reason.NOT_HERE
    if set(school.levels) == {Level.VSO}:
        # DUO's files of vo, which the figures are from, do not count vso.
        return Reason.NOT_PUBLISHED
    return Reason.NOT_PUBLISHED if school.duo_code else Reason.NOT_ASKED
