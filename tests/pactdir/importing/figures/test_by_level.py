"""Pupils by technical profile and learning path reveal no number from 1 to 4.

The tests enumerate all locations of two learning paths with few pupils. For every publication of
the other two figures of the same file, the new numbers may not determine what was undetermined.
"""

from collections import defaultdict
from itertools import product

import pytest

from pactdir.importing.figures.by_level import mask_cells
from pactdir.importing.figures.counts import Count, mask, mask_part
from schools.models import Level, Profile

LEVELS = (Level.VMBO_BB, Level.VMBO_KB)
PIE, BWI = Profile.PIE, Profile.BWI


def bounds(counts):
    return tuple((key, count.low, count.high) for key, count in counts.items())


def locations(profiles, most, most_in_year_3):
    """Yield per learning path the pupils of years 3 and 4 by profile, and the others of year 3."""
    years = list(product(range(most + 1), repeat=2 * len(profiles)))
    paths = [
        dict(zip(profiles, zip(row[::2], row[1::2], strict=True), strict=True))
        for row in years
        if all(sum(pair) <= most for pair in zip(row[::2], row[1::2], strict=True))
    ]
    for path in product(paths, repeat=len(LEVELS)):
        if any(sum(sum(of[profile]) for of in path) > most for profile in profiles):
            continue
        in_year_3 = [sum(year_3 for year_3, _ in of.values()) for of in path]
        rests = (range(most_in_year_3 + 1 - number) for number in in_year_3)
        for others in product(*rests):
            yield path, in_year_3, others


def publications(profiles, *sizes):
    """Map what the other figures publish to the numbers of each location, and what is added."""
    alike = defaultdict(list)
    for path, in_year_3, others in locations(profiles, *sizes):
        cells = {
            (profile, level): sum(of[profile])
            for level, of in zip(LEVELS, path, strict=True)
            for profile in profiles
        }
        totals = {
            profile: mask(Count.of(total))
            for profile in profiles
            if (total := sum(sum(of[profile]) for of in path))
        }
        wholes = [number + rest for number, rest in zip(in_year_3, others, strict=True)]
        technical = {
            level: mask_part(Count.of(number), Count.of(whole))
            for level, number, whole in zip(LEVELS, in_year_3, wholes, strict=True)
        }
        counts = {cell: Count.of(number) for cell, number in cells.items() if cell[0] in totals}
        masked_wholes = tuple((mask(Count.of(whole)).low, whole >= 5) for whole in wholes)
        before = bounds(totals), bounds(technical), masked_wholes
        added = bounds(mask_cells(counts, totals, technical))
        alike[before].append((added, (*cells.values(), *in_year_3, *others)))
    return alike


@pytest.mark.parametrize(
    ("profiles", "most", "most_in_year_3"), [((PIE,), 10, 9), ((PIE, BWI), 5, 4)]
)
def test_no_reader_who_knows_the_rules_learns_a_small_number(profiles, most, most_in_year_3):
    shown = 0
    for worlds in publications(profiles, most, most_in_year_3).values():
        known_before = [
            len(set(numbers)) == 1 for numbers in zip(*(n for _, n in worlds), strict=True)
        ]
        by_added = defaultdict(list)
        for added, numbers in worlds:
            by_added[added].append(numbers)
        for added, same in by_added.items():
            shown += all(low == high for _, low, high in added)
            for was_known, numbers in zip(known_before, zip(*same, strict=True), strict=True):
                is_small = len(set(numbers)) == 1 and 0 < numbers[0] < 5
                assert was_known or not is_small, (added, same)

    assert shown


def mask_one(numbers, technical):
    cells = {(PIE, level): Count.of(number) for level, number in zip(LEVELS, numbers, strict=True)}
    parts = dict(zip(LEVELS, technical, strict=True))
    masked = mask_cells(cells, {PIE: mask(Count.of(sum(numbers)))}, parts)
    return [(count.low, count.high) for count in masked.values()]


def test_shows_a_location_without_small_numbers():
    assert mask_one([20, 30], [Count.of(10), Count.of(15)]) == [(20, 20), (30, 30)]


def test_a_small_number_makes_all_numbers_of_the_location_ranges():
    assert mask_one([3, 30], [Count.of(0), Count.of(15)]) == [(0, 33), (0, 33)]


def test_pupils_in_another_learning_path_make_ranges():
    cells = {(PIE, Level.VMBO_KB): Count.of(20)}
    masked = mask_cells(cells, {PIE: Count.of(22)}, {Level.VMBO_KB: Count.of(5)})

    assert [(count.low, count.high) for count in masked.values()] == [(0, 22)]


def test_keeps_the_bounds_of_a_file_that_is_masked_already():
    cells = {(PIE, Level.VMBO_BB): Count.read("<5"), (PIE, Level.VMBO_KB): Count.of(20)}
    masked = mask_cells(cells, {PIE: Count(None, 21, 24)}, {})

    assert masked == cells


def test_pupils_below_the_published_range_of_their_learning_path_make_ranges():
    # With 9 pupils in year 3, of whom 5 to 8 technical, 5 would leave exactly 4 others.
    assert mask_one([5, 10], [Count(5, 5, 8), Count.of(5)]) == [(0, 15), (0, 15)]
