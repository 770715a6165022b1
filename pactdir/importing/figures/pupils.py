"""Figures from DUO's pupil counts: pupils per profile, and the technical share.

Pupils per profile are counted in years 3 and 4 of vmbo, for each location, municipality and
province and for the country. The technical share is of year 3, by learning path, as defined by the
Monitor Techniekpact: the five technical profiles and the vocational routes of the technical sector.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pactdir.importing.figures.areas import Area, Location
from pactdir.importing.figures.counts import NOBODY, Count, add_up, mask, mask_part, total
from schools.models import TECHNICAL_PROFILES, Level, Profile

PER_PROFILE, TECHNICAL_SHARE = "leerlingen-per-vmbo-profiel", "aandeel-techniek-in-het-vmbo"
SHARED_LEVELS = (Level.VMBO_BB, Level.VMBO_KB, Level.VMBO_GL)


@dataclass(frozen=True, slots=True)
class PupilRow:
    """Pupils of one location, learning path and department."""

    location: str  # DUO code
    level: Level | None
    profile: Profile | None
    is_technical_route: bool
    year_3: Count
    year_4: Count

    @property
    def is_technical(self) -> bool:
        return self.is_technical_route or self.profile in TECHNICAL_PROFILES


@dataclass(frozen=True, slots=True)
class Amount:
    """The value of a figure: a count, or a count out of a whole."""

    indicator: str  # slug
    area: Area
    profile: str
    level: str
    count: Count
    whole: Count | None = None

    @property
    def key(self) -> tuple[str, str, str, str]:
        return self.indicator, self.area.code, self.profile, self.level

    @property
    def values(self) -> dict[str, int | None]:
        whole = self.whole
        return {
            "low": self.count.low,
            "high": self.count.high,
            "of_low": whole.low if whole else None,
            "of_high": whole.high if whole else None,
        }


def amounts(rows: Iterable[PupilRow], locations: Mapping[str, Location]) -> Iterator[Amount]:
    """Yield the figures of each area; `locations` is keyed by DUO code."""
    by_profile = _Counts()
    technical, everyone = _Counts(), _Counts()
    for row in rows:
        if row.profile is not None:
            by_profile.add(row.profile, row.location, add_up([row.year_3, row.year_4]))
        if row.level in SHARED_LEVELS:
            everyone.add(row.level, row.location, row.year_3)
            technical.add(row.level, row.location, row.year_3 if row.is_technical else NOBODY)
    for profile in Profile:
        counts = {code: mask(count) for code, count in by_profile.by_location(profile)}
        for area, count in _counts_by_area(counts, locations):
            yield Amount(PER_PROFILE, area, profile, "", count)
    for level in SHARED_LEVELS:
        wholes = dict(everyone.by_location(level))
        parts = {code: mask_part(technical.at(level, code), wholes[code]) for code in wholes}
        wholes_by_area = dict(
            _counts_by_area({code: mask(whole) for code, whole in wholes.items()}, locations)
        )
        for area, count in _counts_by_area(parts, locations):
            yield Amount(TECHNICAL_SHARE, area, "", level, count, wholes_by_area[area])


class _Counts:
    """Sums by key and location."""

    def __init__(self) -> None:
        self._counts: defaultdict[str, dict[str, Count]] = defaultdict(dict)

    def add(self, key: str, location: str, count: Count) -> None:
        self._counts[key][location] = add_up([self.at(key, location), count])

    def at(self, key: str, location: str) -> Count:
        return self._counts[key].get(location, NOBODY)

    def by_location(self, key: str) -> Iterator[tuple[str, Count]]:
        return ((code, count) for code, count in self._counts[key].items() if count.high)


def _counts_by_area(
    counts: Mapping[str, Count], locations: Mapping[str, Location]
) -> Iterator[tuple[Area, Count]]:
    """Yield the count of each of our schools, and the total of each area.

    A location with an unknown municipality counts in its province.
    """
    municipalities: defaultdict[Area, list[Count]] = defaultdict(list)
    provinces: defaultdict[Area, list[Count]] = defaultdict(list)
    province_of: dict[Area, Area] = {}
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
    sums = {area: total(parts) for area, parts in provinces.items()}
    yield from sums.items()
    if sums:
        yield Area.country(), total(sums.values())
