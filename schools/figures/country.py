"""National figures: they define the periods of an indicator, and are compared with other areas."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from regions.clock import AsOf
from regions.writing.version_cache import cached_per_version
from schools.figures.known import known_as_of
from schools.models import Figure, Indicator
from schools.models.figures import COUNTRY, period_order


@dataclass(frozen=True, slots=True)
class Country:
    """The published national figures by indicator and period. Shared; do not mutate."""

    figures: dict[int, dict[str, list[Figure]]]

    @property
    def indicators(self) -> list[Indicator]:
        return [next(iter(periods.values()))[0].indicator for periods in self.figures.values()]

    def periods(self, indicator: int) -> list[str]:
        return sorted(self.figures.get(indicator, {}), key=period_order)

    def in_period(self, indicator: int, period: str) -> list[Figure]:
        return self.figures.get(indicator, {}).get(period, [])

    def in_all_periods(self, indicator: int) -> list[Figure]:
        return [figure for group in self.figures.get(indicator, {}).values() for figure in group]

    def in_last_periods(self) -> list[list[Figure]]:
        return [self.in_last_period(indicator) for indicator in self.figures]

    def in_last_period(self, indicator: int) -> list[Figure]:
        periods = self.periods(indicator)
        return self.in_period(indicator, periods[-1]) if periods else []


@cached_per_version
def country(on: date) -> Country:
    rows = Figure.objects.filter(area_code=COUNTRY, indicator__published_from__lte=on)
    figures: defaultdict[int, defaultdict[str, list[Figure]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for figure in rows.select_related("indicator").order_by("pk"):
        figures[figure.indicator_id][figure.period].append(figure)
    return Country({key: dict(periods) for key, periods in figures.items()})


def country_as_of(as_of: AsOf) -> Country:
    now = country(as_of.today)
    if not as_of.is_past:
        return now
    known = {
        indicator: {period: known_as_of(figures, as_of) for period, figures in periods.items()}
        for indicator, periods in now.figures.items()
    }
    figures = {
        indicator: {period: group for period, group in periods.items() if group}
        for indicator, periods in known.items()
    }
    return Country({indicator: periods for indicator, periods in figures.items() if periods})
