"""Figures from DUO's exam candidates: those of the technical sector of vmbo, and their pass rate.

By learning path, for each location, municipality and province and for the country. The pass rate is
that of the locations of which both numbers are known: DUO masks those of 1 to 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pactdir.importing.figures.amounts import Amount, counts_by_area
from pactdir.importing.figures.areas import Location
from pactdir.importing.figures.counts import Count, mask
from schools.models import Level

CANDIDATES = "examenkandidaten-techniek-in-het-vmbo"
PASSED = "slaagpercentage-techniek-in-het-vmbo"


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """Candidates of one location, learning path and school year."""

    location: str  # DUO code
    level: Level
    candidates: Count
    passed: Count

    @property
    def has_pass_rate(self) -> bool:
        """Without candidates there is none."""
        counts = mask(self.candidates), mask(self.passed)
        return self.candidates.high > 0 and all(count.is_exact for count in counts)


def candidate_amounts(
    rows: Iterable[CandidateRow], locations: Mapping[str, Location]
) -> Iterator[Amount]:
    """Yield the figures of each area in one school year; `locations` is keyed by DUO code."""
    by_level: dict[Level, list[CandidateRow]] = {}
    for row in rows:
        by_level.setdefault(row.level, []).append(row)
    for level, group in by_level.items():
        candidates = {row.location: mask(row.candidates) for row in group}
        for area, count in counts_by_area(candidates, locations):
            yield Amount(CANDIDATES, area, "", level, count)
        known = [row for row in group if row.has_pass_rate]
        passed = dict(counts_by_area({row.location: row.passed for row in known}, locations))
        whole = counts_by_area({row.location: row.candidates for row in known}, locations)
        for area, count in whole:
            yield Amount(PASSED, area, "", level, passed[area], count)
