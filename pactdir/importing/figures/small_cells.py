"""Prevents two counts of the same exam candidates from revealing a masked number.

Candidates are counted by learning path and by profile, in separate files. If both are known for one
location and school year, their totals are almost equal: subtracting one from the other could reveal
a number from 1 to 4. In that case the second count is hidden: each of its parts becomes the same
range, from zero to more than the total. So its sums are ranges too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pactdir.importing.figures.amounts import Amount
from pactdir.importing.figures.areas import Location
from pactdir.importing.figures.candidates import (
    BY_PROFILE,
    BY_SECTOR,
    CandidateRow,
    ExamIndicators,
    Part,
    candidate_amounts,
)
from pactdir.importing.figures.counts import MIN_PUBLISHED, NOBODY, Count, add_up, mask
from schools.models.figures import Figure

STEP = 10
OTHER_COUNTING = {BY_SECTOR: BY_PROFILE, BY_PROFILE: BY_SECTOR}


def amounts_safe_with_other(
    indicators: ExamIndicators,
    period: str,
    rows: Iterable[CandidateRow],
    locations: Mapping[str, Location],
) -> Iterator[Amount]:
    """Yield the figures of a school year, masked if the other count is already stored."""
    other = _candidates_of(OTHER_COUNTING[indicators], period)
    if not other:
        return candidate_amounts(indicators, rows, locations)
    own = _candidates_of(indicators, period)
    is_first = bool(own) and min(figure.pk for figure in own) < min(figure.pk for figure in other)
    shown = _totals_of_schools(other)
    rows = mask_solvable(rows, locations, shown, is_first=is_first)
    return candidate_amounts(indicators, rows, locations, is_country_exact=is_first)


def _candidates_of(indicators: ExamIndicators, period: str) -> list[Figure]:
    return list(Figure.objects.filter(indicator__slug=indicators.candidates, period=period))


def _totals_of_schools(figures: Iterable[Figure]) -> dict[str, Count]:
    counts: defaultdict[str, list[Count]] = defaultdict(list)
    for figure in figures:
        if figure.school_id:
            counts[figure.area_code].append(Count(None, int(figure.low), int(figure.high)))
    return {code: add_up(parts) for code, parts in counts.items()}


def mask_solvable(
    rows: Iterable[CandidateRow],
    locations: Mapping[str, Location],
    shown: Mapping[str, Count],
    *,
    is_first: bool,
) -> list[CandidateRow]:
    """Mask rows for which this or the other count has a number from 1 to 4.

    `shown` maps school codes to the published total of the other count. That count includes
    locations that are not schools here and count only in its sums, so a location missing from
    `shown` is masked too, unless this count `is_first`.
    """
    groups: defaultdict[str, list[CandidateRow]] = defaultdict(list)
    for row in rows:
        school = locations[row.location].school  # a school may have several codes
        groups[school.code if school else row.location].append(row)
    parts = {row.part for group in groups.values() for row in group}
    result = []
    for code, group in groups.items():
        counts = _counts_by_part(group)
        other = shown.get(code)
        if is_first if other is None else _is_safe(counts, other):
            result += group
        else:
            hidden = _hidden(add_up(counts), other or NOBODY)
            result += [CandidateRow(group[0].location, part, hidden, hidden) for part in parts]
    return result


def _counts_by_part(rows: Iterable[CandidateRow]) -> list[Count]:
    counts: defaultdict[Part, list[Count]] = defaultdict(list)
    for row in rows:
        counts[row.part].append(row.candidates)
    return [mask(add_up(parts)) for parts in counts.values()]


def _is_safe(counts: list[Count], other: Count) -> bool:
    if other.low == 0 and other.high >= STEP:  # the other count is masked
        return True
    if not (other.is_exact and all(count.is_exact for count in counts)):
        return False
    return not 0 < abs(add_up(counts).low - other.low) < MIN_PUBLISHED


def _hidden(own: Count, other: Count) -> Count:
    return Count(None, 0, (max(own.high, other.high) // STEP + 1) * STEP)
