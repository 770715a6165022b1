"""Figures before they are stored: counts by location, and their totals by area."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pactdir.importing.figures.areas import Area, Location
from pactdir.importing.figures.counts import NOBODY, Count, add_up, mask, total


@dataclass(frozen=True, slots=True)
class Amount:
    """The value of a figure: a count, a share or a measure."""

    indicator: str  # slug of the indicator
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
    """Sums per key and location."""

    def __init__(self) -> None:
        self._counts: defaultdict[Hashable, dict[str, Count]] = defaultdict(dict)

    def add(self, key: Hashable, location: str, count: Count) -> None:
        self._counts[key][location] = add_up([self.at(key, location), count])

    def at(self, key: Hashable, location: str) -> Count:
        return self._counts[key].get(location, NOBODY)

    def by_location(self, key: Hashable) -> Iterator[tuple[str, Count]]:
        return ((code, count) for code, count in self._counts[key].items() if count.high)


def shares_by_area(
    parts: Mapping[str, Count], wholes: Mapping[str, Count], locations: Mapping[str, Location]
) -> Iterator[tuple[Area, Count, Count]]:
    """Yield the part and the total for each area; `wholes` are not masked yet.

    If the national total is a range, an exact part would reveal which end of it is true.
    """
    masked = {code: mask(whole) for code, whole in wholes.items()}
    whole_by_area = dict(counts_by_area(masked, locations))
    is_exact = all(whole.is_exact for area, whole in whole_by_area.items() if area.is_country)
    for area, part in counts_by_area(parts, locations, is_country_exact=is_exact):
        yield area, part, whole_by_area[area]


def counts_by_area(
    counts: Mapping[str, Count], locations: Mapping[str, Location], *, is_country_exact: bool = True
) -> Iterator[tuple[Area, Count]]:
    """Yield the sum per school, which may have several codes, and per area.

    A location in an unknown municipality counts in its province, or otherwise only nationally.
    """
    parts: defaultdict[Area, list[Count]] = defaultdict(list)
    for code, count in sorted(counts.items()):
        location = locations[code]
        for area in filter(None, (location.school, location.municipality, location.province)):
            parts[area].append(count)
    yield from ((area, add_up(group)) for area, group in parts.items())
    if counts:
        yield Area.country(), (total if is_country_exact else add_up)(counts.values())
