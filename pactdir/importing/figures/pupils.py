"""Figures from DUO's pupil counts: pupils per profile, and the technical share.

Pupils per profile are counted in years 3 and 4 of vmbo, for each location, municipality and
province and for the country; those of technical profiles also by learning path. The technical share
is for year 3, by learning path, as defined by the Monitor Techniekpact: the five technical profiles
and the vocational routes of the technical sector.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pactdir.importing.figures.amounts import Amount, Counts, counts_by_area, shares_by_area
from pactdir.importing.figures.areas import Location
from pactdir.importing.figures.by_level import Cell, hide_technical, mask_cells
from pactdir.importing.figures.counts import NOBODY, ONE, Count, add_up, mask, mask_part
from schools.figures.counted import LOCATIONS
from schools.models import TECHNICAL_PROFILES, Level, Profile

PER_PROFILE, TECHNICAL_SHARE = "leerlingen-per-vmbo-profiel", "aandeel-techniek-in-het-vmbo"
BY_LEVEL = "leerlingen-per-technisch-profiel-en-leerweg"
SHARED_LEVELS = (Level.VMBO_BB, Level.VMBO_KB, Level.VMBO_GL)


@dataclass(frozen=True, slots=True)
class PupilRow:
    """Pupils at one location, by learning path and department."""

    location: str  # DUO code
    level: Level | None
    profile: Profile | None
    is_technical_route: bool
    year_3: Count
    year_4: Count

    @property
    def is_technical(self) -> bool:
        return self.is_technical_route or self.profile in TECHNICAL_PROFILES


def amounts(rows: Iterable[PupilRow], locations: Mapping[str, Location]) -> Iterator[Amount]:
    """Yield the figures for each area; `locations` is keyed by DUO code."""
    by_profile, by_cell = Counts(), Counts()
    technical, everyone = Counts(), Counts()
    for row in rows:
        if row.profile is not None:
            pupils = add_up([row.year_3, row.year_4])
            by_profile.add(row.profile, row.location, pupils)
            if row.level in SHARED_LEVELS:
                by_cell.add((row.profile, row.level), row.location, pupils)
        if row.level in SHARED_LEVELS:
            everyone.add(row.level, row.location, row.year_3)
            technical.add(row.level, row.location, row.year_3 if row.is_technical else NOBODY)
    for profile in Profile:
        counts = {code: mask(count) for code, count in by_profile.by_location(profile)}
        for area, count in counts_by_area(counts, locations):
            yield Amount(PER_PROFILE, area, profile, "", count)
        if profile in TECHNICAL_PROFILES:
            for area, count in counts_by_area(dict.fromkeys(counts, ONE), locations):
                if not area.school:
                    yield Amount(LOCATIONS, area, profile, "", count)
    totals = _technical_totals(by_profile)
    wholes = {level: dict(everyone.by_location(level)) for level in SHARED_LEVELS}
    shares = {
        level: {code: mask_part(technical.at(level, code), whole) for code, whole in of.items()}
        for level, of in wholes.items()
    }
    for code, of_location in totals.items():
        parts = {level: shares[level][code] for level in SHARED_LEVELS if code in shares[level]}
        in_year_3 = {level: wholes[level][code] for level in parts}
        for level, part in hide_technical(parts, in_year_3, of_location).items():
            shares[level][code] = part
    for level in SHARED_LEVELS:
        for area, count, whole in shares_by_area(shares[level], wholes[level], locations):
            yield Amount(TECHNICAL_SHARE, area, "", level, count, whole)
    yield from _by_level(totals, by_cell, shares, locations)


def _technical_totals(by_profile: Counts) -> dict[str, dict[Profile, Count]]:
    totals: defaultdict[str, dict[Profile, Count]] = defaultdict(dict)
    for profile in TECHNICAL_PROFILES:
        for code, count in by_profile.by_location(profile):
            totals[code][profile] = mask(count)
    return totals


def _by_level(
    totals: Mapping[str, Mapping[Profile, Count]],
    by_cell: Counts,
    shares: Mapping[Level, Mapping[str, Count]],
    locations: Mapping[str, Location],
) -> Iterator[Amount]:
    """Sums, including the national one, add published bounds: a sum of ranges reveals nothing."""
    masked: defaultdict[Cell, dict[str, Count]] = defaultdict(dict)
    for code, of_location in totals.items():
        cells = {
            (profile, level): by_cell.at((profile, level), code)
            for profile in of_location
            for level in SHARED_LEVELS
        }
        technical = {level: shares[level].get(code, NOBODY) for level in SHARED_LEVELS}
        for cell, count in mask_cells(cells, of_location, technical).items():
            masked[cell][code] = count
    for (profile, level), counts in masked.items():
        for area, count in counts_by_area(counts, locations, is_country_exact=False):
            yield Amount(BY_LEVEL, area, profile, level, count)
