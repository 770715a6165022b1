"""The technical totals of schools or regions, for tables that compare them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from regions.wording.dutch import counted
from schools.figures.area_table import INDICATORS, shown
from schools.figures.area_totals import REGION, totals
from schools.figures.country import country
from schools.figures.words import in_words
from schools.models import Figure, Indicator, School
from schools.models.figures import period_label


@dataclass(frozen=True, slots=True)
class ComparedFigure:
    indicator: Indicator
    label: str
    figure: Figure  # unsaved
    period: str
    schools: int  # of how many it is the sum; 0 if it is not one

    @property
    def value(self) -> str:
        return in_words(self.figure)

    @property
    def coverage(self) -> str:
        return counted(self.schools, "school", "scholen") if self.schools else ""


def of_schools(schools: Iterable[School], on: date) -> dict[int, list[ComparedFigure]]:
    """By key of the school; without its key if nothing is known."""
    return _compared("school", [school.pk for school in schools], on)


def of_regions(regions: Iterable[int], on: date) -> dict[int, list[ComparedFigure]]:
    """By key of the region: sums over the schools that take part."""
    return _compared(REGION, list(regions), on)


def _compared(field: str, keys: list[int], on: date) -> dict[int, list[ComparedFigure]]:
    nation = country(on)
    indicators = shown(nation.indicators, nation)
    values = totals(indicators, nation, field, on, keys) if indicators and keys else {}
    found: defaultdict[int, list[ComparedFigure]] = defaultdict(list)
    for key in keys:
        for indicator in indicators:
            if total := values.get((key, indicator.pk)):
                found[key].append(
                    ComparedFigure(
                        indicator,
                        INDICATORS[indicator.slug][1],
                        total.figure,
                        period_label(nation.periods(indicator.pk)[-1]),
                        total.schools if field == REGION else 0,
                    )
                )
    return dict(found)
