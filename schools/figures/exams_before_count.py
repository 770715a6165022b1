"""Technical exam candidates that seem to contradict a later count of zero pupils."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from schools.figures.page import AreaFigures

SHARE = "aandeel-techniek-in-het-vmbo"
CANDIDATES = "examenkandidaten-per-technisch-profiel"


def with_explanation(areas: Iterable[AreaFigures]) -> list[AreaFigures]:
    """Add an explanation to candidates whose exams were before that count."""
    areas = list(areas)
    share = next((area for area in areas if area.indicator.slug == SHARE), None)
    return [
        replace(area, remarks=[*area.remarks, _sentence(share)])
        if share and area.indicator.slug == CANDIDATES and _contradicts(share, area)
        else area
        for area in areas
    ]


def _contradicts(share: AreaFigures, candidates: AreaFigures) -> bool:
    counted_on = share.last.as_of
    last_year = candidates.last.period[-4:]  # "2019" from "2018-2019"; an editor may type otherwise
    return (
        counted_on is not None
        and last_year.isdecimal()
        and int(last_year) <= counted_on.year
        and all(figure.high == 0 for figure in share.in_last_period)
        and any(figure.low > 0 for figure in candidates.in_last_period)
    )


def _sentence(share: AreaFigures) -> str:
    return (
        f"Op {share.last.as_of} telde {share.indicator.publisher} in leerjaar 3 niemand in een "
        "technische richting (zie het aandeel techniek). Deze kandidaten deden examen vóór die "
        "telling. Dit verband leggen wij zelf."
    )
