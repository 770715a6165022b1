"""Whether newer exam figures of a school agree with its profiles, which are of one older day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from schools.figures.page import AreaFigures
from schools.models import TECHNICAL_PROFILES, Figure, School

CANDIDATES = "examenkandidaten-techniek-in-het-vmbo"


@dataclass(frozen=True, slots=True)
class TechnicalExams:
    """What contradicts the profiles of a school: candidates or none, in its last school year."""

    figure: Figure  # supplies the period and source
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
        # Profiles stated by hand may be of any day.
        return not school.profiles
    return figure.as_of is not None and figure.as_of.first_day > school.profiles_on.last_day
