"""Figures before they are stored: counts by location, and their totals by area."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pactdir.importing.figures.areas import Area, Location
from pactdir.importing.figures.counts import NOBODY, Count, add_up, total


@dataclass(frozen=True, slots=True)
class Amount:
    """The value of a figure: a count, a count out of a whole, or a measure."""

    indicator: str  # slug
    area: Area
    profile: str
    level: str
    count: Count | Decimal
    whole: Count | None = None

    @property
    def key(self) -> tuple[str, str, str, str]:
        return self.indicator, self.area.code, self.profile, self.level

    @property
    def values(self) -> dict[str, int | Decimal | None]:
        count, whole = self.count, self.whole
        return {
            "low": count if isinstance(count, Decimal) else count.low,
            "high": count if isinstance(count, Decimal) else count.high,
            "of_low": whole.low if whole else None,
            "of_high": whole.high if whole else None,
        }


class Counts:
    """Sums by key and location."""

    def __init__(self) -> None:
        self._counts: defaultdict[str, dict[str, Count]] = defaultdict(dict)

    def add(self, key: str, location: str, count: Count) -> None:
        self._counts[key][location] = add_up([self.at(key, location), count])

    def at(self, key: str, location: str) -> Count:
        return self._counts[key].get(location, NOBODY)

    def by_location(self, key: str) -> Iterator[tuple[str, Count]]:
        return ((code, count) for code, count in self._counts[key].items() if count.high)


def counts_by_area(
    counts: Mapping[str, Count], locations: Mapping[str, Location]
) -> Iterator[tuple[Area, Count]]:
    """Yield the count of each of our schools, and the total of each area.

    A location with an unknown municipality counts in its province, or else in the country.
    """
    municipalities: defaultdict[Area, list[Count]] = defaultdict(list)
    provinces: defaultdict[Area | None, list[Count]] = defaultdict(list)
    province_of: dict[Area, Area | None] = {}
    for code, count in sorted(counts.items()):
        location = locations[code]
        if location.school:
            yield location.school, count
        if location.municipality:
            municipalities[location.municipality].append(count)
            province_of[location.municipality] = location.province
        else:
            provinces[location.province].append(count)
    for area, parts in municipalities.items():
        subtotal = total(parts)
        yield area, subtotal
        provinces[province_of[area]].append(subtotal)
    elsewhere = provinces.pop(None, [])
    sums = {area: total(parts) for area, parts in provinces.items() if area}
    yield from sums.items()
    if sums or elsewhere:
        yield Area.country(), total([*sums.values(), *elsewhere])
