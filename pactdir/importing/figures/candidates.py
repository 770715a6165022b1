"""Figures from DUO's exam candidates: how many there were, and the share that passed.

They are by learning path in the technical sector of vmbo, or by technical profile; for each
location, municipality and province, and national. The pass rate covers only the locations for which
both numbers are known: DUO masks 1 to 4. DUO publishes candidates and passes, so the number who
failed can be computed, and masking a small one would hide nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pactdir.importing.figures.amounts import Amount, counts_by_area
from pactdir.importing.figures.areas import Location
from pactdir.importing.figures.counts import Count, add_up, mask


@dataclass(frozen=True, slots=True)
class ExamIndicators:
    """Slugs of the indicators for candidates and pass rate."""

    candidates: str
    passed: str


BY_SECTOR = ExamIndicators(
    "examenkandidaten-techniek-in-het-vmbo", "slaagpercentage-techniek-in-het-vmbo"
)
BY_PROFILE = ExamIndicators(
    "examenkandidaten-per-technisch-profiel", "slaagpercentage-per-technisch-profiel"
)


@dataclass(frozen=True, slots=True)
class Part:
    """What the figures are broken down by: a learning path or a profile."""

    profile: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """Candidates at one location in one school year."""

    location: str  # DUO code
    part: Part
    candidates: Count
    passed: Count

    def __add__(self, other: CandidateRow) -> CandidateRow:
        return CandidateRow(
            self.location,
            self.part,
            add_up([self.candidates, other.candidates]),
            add_up([self.passed, other.passed]),
        )

    @property
    def has_pass_rate(self) -> bool:
        # No pass rate without candidates.
        counts = mask(self.candidates), mask(self.passed)
        return self.candidates.high > 0 and all(count.is_exact for count in counts)


def candidate_amounts(
    indicators: ExamIndicators,
    rows: Iterable[CandidateRow],
    locations: Mapping[str, Location],
    *,
    is_country_exact: bool = True,
) -> Iterator[Amount]:
    """Yield the figures for each area in one school year; `locations` is keyed by DUO code."""
    for part, by_location in _by_part(rows).items():
        candidates = {code: mask(row.candidates) for code, row in by_location.items()}
        for area, count in counts_by_area(candidates, locations, is_country_exact=is_country_exact):
            yield Amount(indicators.candidates, area, part.profile, part.level, count)
        known = {code: row for code, row in by_location.items() if row.has_pass_rate}
        passed = dict(counts_by_area({code: known[code].passed for code in known}, locations))
        whole = counts_by_area({code: known[code].candidates for code in known}, locations)
        for area, count in whole:
            yield Amount(indicators.passed, area, part.profile, part.level, passed[area], count)


def _by_part(rows: Iterable[CandidateRow]) -> dict[Part, dict[str, CandidateRow]]:
    parts: dict[Part, dict[str, CandidateRow]] = {}
    for row in rows:
        by_location = parts.setdefault(row.part, {})
        before = by_location.get(row.location)
        by_location[row.location] = before + row if before else row
    return parts
