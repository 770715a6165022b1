"""Pupils by technical profile and learning path reveal no number from 1 to 4.

The tests enumerate all locations of two learning paths with few pupils, once also with pupils of
the profile in another one. Protected are pupils per profile and learning path, in both years and in
each, others in year 3, and pupils in another learning path. For every publication of the other two
figures of the same file, those may not determine the technical pupils of year 3 or the others, and
the new numbers may not determine what was undetermined. Not shown: more pupils, more profiles, a
third learning path, vocational routes without a profile, and the figures of other files and years.
"""

from collections import defaultdict
from functools import cache
from itertools import product

import pytest

from pactdir.importing.figures.by_level import hide_technical, mask_cells
from pactdir.importing.figures.counts import Count, mask, mask_part
from schools.models import Level, Profile

LEVELS = (Level.VMBO_BB, Level.VMBO_KB)
PIE, BWI = Profile.PIE, Profile.BWI


def bounds(counts):
    return tuple((key, count.low, count.high) for key, count in counts.items())


def locations(profiles, most, most_in_year_3, most_elsewhere):
    """Yield per learning path the pupils of years 3 and 4 by profile, and the others of year 3.

    With them come the pupils of each profile in another learning path.
    """
    years = list(product(range(most + 1), repeat=2 * len(profiles)))
    paths = [
        tuple(zip(row[::2], row[1::2], strict=True))
        for row in years
        if all(sum(pair) <= most for pair in zip(row[::2], row[1::2], strict=True))
    ]
    for path in product(paths, repeat=len(LEVELS)):
        pupils = [sum(map(sum, of_profile)) for of_profile in zip(*path, strict=True)]
        if max(pupils) > most:
            continue
        in_year_3 = tuple(sum(year_3 for year_3, _ in level) for level in path)
        rests = [range(most_in_year_3 + 1 - number) for number in in_year_3]
        elsewhere = [range(min(most - number, most_elsewhere) + 1) for number in pupils]
        for numbers in product(*rests, *elsewhere):
            yield path, in_year_3, numbers[: len(rests)], numbers[len(rests) :]


@cache
def other_figures(profiles, pupils, in_year_3, others):
    """The totals per profile and technical pupils of year 3, and all that readers know of them."""
    totals = {
        profile: mask(Count.of(number))
        for profile, number in zip(profiles, pupils, strict=True)
        if number
    }
    everyone = {
        level: Count.of(number + rest)
        for level, number, rest in zip(LEVELS, in_year_3, others, strict=True)
    }
    technical = {
        level: mask_part(Count.of(number), everyone[level])
        for level, number in zip(LEVELS, in_year_3, strict=True)
    }
    technical = hide_technical(technical, everyone, totals)
    wholes = {level: mask(whole) for level, whole in everyone.items()}
    known = bounds(totals), bounds(technical), bounds(wholes)
    return totals, tuple(technical.values()), known


def publications(profiles, *sizes):
    """Map what the other figures publish to the numbers of each location, and what is added."""
    alike = defaultdict(list)
    added_by_key = {}
    for path, in_year_3, others, elsewhere in locations(profiles, *sizes):
        pairs = [pair for level in path for pair in level]
        cells = tuple(map(sum, pairs))
        pupils = tuple(sum(cells[n :: len(profiles)]) + rest for n, rest in enumerate(elsewhere))
        totals, technical, before = other_figures(profiles, pupils, in_year_3, others)
        key = cells, pupils, technical
        if key not in added_by_key:
            counts = dict(zip(product(LEVELS, profiles), map(Count.of, cells), strict=True))
            shown = {(of, level): count for (level, of), count in counts.items() if of in totals}
            parts = dict(zip(LEVELS, technical, strict=True))
            added_by_key[key] = bounds(mask_cells(shown, totals, parts))
        in_year_4 = [sum(year_4 for _, year_4 in level) for level in path]
        numbers = (
            *in_year_3,
            *others,
            *cells,
            *(number for pair in pairs for number in pair),
            *in_year_4,
            sum(in_year_4),
            *elsewhere,
        )
        alike[before].append((added_by_key[key], numbers))
    return alike


@pytest.mark.parametrize(
    ("profiles", "most", "most_in_year_3", "most_elsewhere"),
    [((PIE,), 11, 9, 0), ((PIE,), 8, 6, 8), ((PIE, BWI), 5, 4, 0)],
)
def test_no_reader_who_knows_the_rules_learns_a_small_number(
    profiles, most, most_in_year_3, most_elsewhere
):
    shown = 0
    for worlds in publications(profiles, most, most_in_year_3, most_elsewhere).values():
        known_before = [
            len(set(numbers)) == 1 for numbers in zip(*(n for _, n in worlds), strict=True)
        ]
        in_year_3 = zip(known_before, worlds[0][1][: 2 * len(LEVELS)], strict=False)
        assert not any(is_known and 0 < number < 5 for is_known, number in in_year_3), worlds
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


def test_few_pupils_in_year_4_of_one_learning_path_make_ranges():
    # 17 of 20 are in year 3; the other learning path has 10 in each year.
    assert mask_one([20, 20], [Count.of(17), Count.of(10)]) == [(0, 40), (0, 40)]


def test_exactly_four_pupils_in_year_4_make_ranges():
    assert mask_one([20, 0], [Count.of(16), Count.of(0)]) == [(0, 20), (0, 20)]


def test_pupils_per_profile_hide_the_technical_share_if_they_narrow_it():
    # Of 18 technical pupils, 5 and 12 leave 1.
    technical = {
        Level.VMBO_BB: Count.of(5),
        Level.VMBO_KB: Count.of(12),
        Level.VMBO_GL: Count(1, 1, 6),
    }
    everyone = {
        Level.VMBO_BB: Count.of(12),
        Level.VMBO_KB: Count.of(32),
        Level.VMBO_GL: Count.of(7),
    }
    hidden = hide_technical(technical, everyone, {PIE: Count.of(18)})

    assert [(part.low, part.high) for part in hidden.values()] == [(0, 12), (0, 32), (0, 7)]
    assert hide_technical(technical, everyone, {PIE: Count.of(28)}) == technical


def test_shows_a_location_with_nobody_in_year_4():
    assert mask_one([20, 30], [Count.of(20), Count.of(30)]) == [(20, 20), (30, 30)]


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
