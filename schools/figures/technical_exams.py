"""Compares newer exam figures of a school with its older profiles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from schools.figures.page import AreaFigures
from schools.models import TECHNICAL_PROFILES, Figure, School

CANDIDATES = "examenkandidaten-techniek-in-het-vmbo"


@dataclass(frozen=True, slots=True)
class TechnicalExams:
    """Exam candidates, or none, that contradict the profiles of a school."""

    figure: Figure  # has the period and source
    has_candidates: bool


def contradiction(school: School, areas: Iterable[AreaFigures]) -> TechnicalExams | None:
    area = next((area for area in areas if area.indicator.slug == CANDIDATES), None)
    if area is None or school.is_example or not _is_newer(area.last, school):
        return None
    has_candidates = any(row.order for row in area.rows)
    has_profile = not set(school.profiles).isdisjoint(TECHNICAL_PROFILES)
    return None if has_candidates == has_profile else TechnicalExams(area.last, has_candidates)


def _is_newer(figure: Figure, school: School) -> bool:
    if school.profiles_on is None:
        # Profiles entered by hand may have any date.
        return not school.profiles
    return figure.as_of is not None and figure.as_of.first_day > school.profiles_on.last_day
