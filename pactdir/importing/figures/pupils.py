"""Figures from DUO's pupil counts: pupils per profile, and the technical share.

Pupils per profile are counted in years 3 and 4 of vmbo, for each location, municipality and
province and for the country. The technical share is for year 3, by learning path, as defined by the
Monitor Techniekpact: the five technical profiles and the vocational routes of the technical sector.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pactdir.importing.figures.amounts import Amount, Counts, counts_by_area, shares_by_area
from pactdir.importing.figures.areas import Location
from pactdir.importing.figures.counts import NOBODY, ONE, Count, add_up, mask, mask_part
from schools.figures.counted import LOCATIONS
from schools.models import TECHNICAL_PROFILES, Level, Profile

PER_PROFILE, TECHNICAL_SHARE = "leerlingen-per-vmbo-profiel", "aandeel-techniek-in-het-vmbo"
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
    by_profile = Counts()
    technical, everyone = Counts(), Counts()
    for row in rows:
        if row.profile is not None:
            by_profile.add(row.profile, row.location, add_up([row.year_3, row.year_4]))
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
    for level in SHARED_LEVELS:
        wholes = dict(everyone.by_location(level))
        parts = {code: mask_part(technical.at(level, code), wholes[code]) for code in wholes}
        for area, count, whole in shares_by_area(parts, wholes, locations):
            yield Amount(TECHNICAL_SHARE, area, "", level, count, whole)
