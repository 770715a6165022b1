"""Masks pupils by technical profile and learning path, next to the other figures of their file.

Three figures of one location are published: its pupils per profile in years 3 and 4, its technical
pupils per learning path in year 3, and these numbers, which are parts of the first and contain the
second. Subtracting could reveal a number from 1 to 4. In that case all of the location's numbers
become ranges, from zero to all pupils of the profile: a range for some of them would show where the
small number is.

The first two figures are parts of each other too: `hide_technical` compares them first.
"""

from __future__ import annotations

from collections.abc import Mapping

from pactdir.importing.figures.counts import MIN_PUBLISHED, Count, mask
from schools.models import Level, Profile

Cell = tuple[Profile, Level]
MARGIN = MIN_PUBLISHED - 1


def hide_technical(
    technical: Mapping[Level, Count],
    everyone: Mapping[Level, Count],
    totals: Mapping[Profile, Count],
) -> dict[Level, Count]:
    """Hide the technical pupils of year 3 of one location if its totals could narrow a range.

    All pupils of the profiles, less the technical ones of the other learning paths, may be fewer
    than the end of the range. The margin also hides locations without this, so that being hidden
    reveals no number either. `technical` and `totals` are masked; `everyone` is not.
    """
    if any(part.number is None for part in technical.values()):
        return dict(technical)  # masked in the file
    most = sum(total.high for total in totals.values())
    least = sum(part.low for part in technical.values())
    if not any(
        not part.is_exact and 0 < most - least + part.low < part.high + MARGIN
        for part in technical.values()
    ):
        return dict(technical)
    return {
        level: Count(part.number, 0, mask(everyone[level]).high)
        for level, part in technical.items()
    }


def mask_cells(
    cells: Mapping[Cell, Count], totals: Mapping[Profile, Count], technical: Mapping[Level, Count]
) -> dict[Cell, Count]:
    """Mask the pupils of one location.

    `totals` are its published pupils per profile with pupils, `technical` its published technical
    pupils of year 3. If DUO masked the file, its own bounds are as safe as the file.
    """
    if _is_masked_in_file(cells) or _is_safe(cells, totals, technical):
        return {cell: mask(count) for cell, count in cells.items()}
    return {cell: Count(count.number, 0, totals[cell[0]].high) for cell, count in cells.items()}


def _is_masked_in_file(cells: Mapping[Cell, Count]) -> bool:
    return any(count.number is None for count in cells.values())


def _is_safe(
    cells: Mapping[Cell, Count], totals: Mapping[Profile, Count], technical: Mapping[Level, Count]
) -> bool:
    if any(part.low == 0 and part.high >= MIN_PUBLISHED for part in technical.values()):
        return False  # by `hide_technical`
    for profile, total in totals.items():
        if sum(count.high for (of, _), count in cells.items() if of == profile) != total.low:
            return False  # masked, or with pupils in another learning path
    if any(not mask(count).is_exact for count in cells.values()):
        return False
    pupils = {
        level: sum(count.low for (_, of), count in cells.items() if of == level)
        for level in technical
    }
    return all(_is_safe_beside(part, pupils[level]) for level, part in technical.items())


def _is_safe_beside(in_year_3: Count, pupils: int) -> bool:
    """Whether the pupils of a learning path and those in year 3 may both be known."""
    if in_year_3.is_exact:
        return pupils == in_year_3.low or pupils >= in_year_3.low + MIN_PUBLISHED
    return in_year_3.high <= pupils
