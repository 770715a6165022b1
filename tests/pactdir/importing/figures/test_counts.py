"""Counts of people are masked so that neither they nor their sums reveal small numbers.

A reader knows the rules. So these tests try every possible set of counts in a small country: sets
that publish the same numbers may not all agree on a masked number.
"""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactdir.importing.figures.amounts import counts_by_area, shares_by_area
from pactdir.importing.figures.areas import Area, Location
from pactdir.importing.figures.counts import Count, add_up, mask, mask_part, total


def shown(number):
    return mask(Count.of(number))


def bounds(count):
    return count.low, count.high


@pytest.mark.parametrize(
    ("number", "expected"), [(0, (0, 0)), (1, (1, 4)), (4, (1, 4)), (5, (5, 5)), (60, (60, 60))]
)
def test_masks_one_to_four_and_nothing_else(number, expected):
    assert bounds(shown(number)) == expected


@pytest.mark.parametrize(
    ("number", "whole", "expected"),
    [
        (0, 20, (0, 0)),
        (3, 20, (1, 4)),
        (17, 20, (16, 19)),
        (20, 20, (20, 20)),
        (10, 20, (10, 10)),
        (5, 9, (5, 8)),
        (5, 6, (1, 5)),  # (2, 5) would reveal the 5, since 2 to 4 are shown as (1, 4)
        (2, 6, (1, 5)),
        (1, 1, (0, 4)),  # the total is masked too
        (0, 3, (0, 4)),
    ],
)
def test_masks_a_part_if_the_rest_is_one_to_four(number, whole, expected):
    assert bounds(mask_part(Count.of(number), Count.of(whole))) == expected


@pytest.mark.parametrize("whole", range(5, 30))
def test_a_masked_part_of_a_known_total_leaves_four_possible_numbers(whole):
    alike = defaultdict(set)
    for part in range(whole + 1):
        alike[bounds(mask_part(Count.of(part), Count.of(whole)))].add(part)

    for (low, high), parts in alike.items():
        assert low == high or (len(parts) >= 4 and low <= min(parts) <= max(parts) <= high)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([10, 20], (30, 30)),
        ([10, 3], (11, 14)),  # a sum of 13 would reveal the 3
        ([10, 2, 3], (15, 15)),
        ([10, 1, 1], (12, 18)),  # a sum of 12 would reveal both
        ([10, 4, 4], (12, 18)),
        ([2, 0], (1, 4)),
        ([], (0, 0)),
    ],
)
def test_the_national_sum_is_a_range_if_it_would_reveal_a_masked_part(numbers, expected):
    assert bounds(total(map(shown, numbers))) == expected


# The municipality of each location; the last letter stands for the province.
COUNTRIES = [
    ("a1", "a1"),
    ("a1", "b1"),
    ("a1", "b2"),
    ("a1", "a1", "a1"),
    ("a1", "a1", "b1"),
    ("a1", "a1", "b2"),
    ("a1", "b1", "c2"),
    ("a1", "a1", "b1", "b1"),
    ("a1", "a1", "b1", "c2"),
]


def locations_of(country):
    return {
        f"{place}": Location(
            Area(f"school {place}"), Area(f"town {town}"), Area(f"province {town[-1]}")
        )
        for place, town in enumerate(country)
    }


def published(counts, country):
    """Everything that is published, for every area."""
    by_area = counts_by_area(by_code(counts), locations_of(country))
    return tuple((area.code, bounds(count)) for area, count in by_area)


def by_code(counts):
    return {f"{place}": count for place, count in enumerate(counts)}


def assert_masks_hold(alike):
    """`alike` maps what is published to the worlds that publish it; a world is a number per
    location.
    """
    for publication, worlds in alike.items():
        seen = dict(publication)
        for place, numbers in enumerate(zip(*worlds, strict=True)):
            low, high = seen[f"school {place}"]
            assert low == high or len(set(numbers)) > 1, (publication, worlds)


@pytest.mark.parametrize("country", COUNTRIES, ids="-".join)
def test_no_sum_reveals_a_masked_number_to_readers_who_know_the_rules(country):
    alike = defaultdict(list)
    for numbers in product(range(7), repeat=len(country)):
        alike[published(map(shown, numbers), country)].append(numbers)

    assert_masks_hold(alike)


@pytest.mark.parametrize("country", COUNTRIES[:3], ids="-".join)
def test_no_share_reveals_a_masked_part_its_remainder_or_its_total(country):
    """A part and its total are published side by side for every area."""
    alike = defaultdict(list)
    of_one = [(part, whole) for whole in range(1, 12) for part in range(whole + 1)]
    for world in product(of_one, repeat=len(country)):
        wholes = by_code(Count.of(whole) for _, whole in world)
        parts = by_code(mask_part(Count.of(part), Count.of(whole)) for part, whole in world)
        shares = list(shares_by_area(parts, wholes, locations_of(country)))
        publication = (
            tuple((area.code, bounds(part)) for area, part, _ in shares),
            tuple((area.code, bounds(whole)) for area, _, whole in shares),
        )
        alike[publication].append(world)

    for publication, worlds in alike.items():
        seen_part, seen_whole = map(dict, publication)
        for place, ours in enumerate(zip(*worlds, strict=True)):
            parts, wholes = map(set, zip(*ours, strict=True))
            for seen, possible in ((seen_part, parts), (seen_whole, wholes)):
                low, high = seen[f"school {place}"]
                assert low == high or len(possible) > 1, (publication, worlds)


@given(st.lists(st.integers(0, 30), max_size=6))
def test_the_national_sum_reveals_nothing_for_larger_numbers(numbers):
    parts = [shown(number) for number in numbers]
    whole = total(parts)
    possible = [
        guess
        for guess in product(*(range(part.low, part.high + 1) for part in parts))
        if bounds(total(map(shown, guess))) == bounds(whole)
    ]
    assert tuple(numbers) in possible
    for place, part in enumerate(parts):
        if not part.is_exact:
            assert len({guess[place] for guess in possible}) > 1, (numbers, whole)


@given(st.lists(st.lists(st.integers(0, 7), min_size=1, max_size=3), max_size=4))
def test_the_sum_of_an_area_adds_up_the_published_bounds_of_its_locations(groups):
    """So neither that sum nor the sum of a region with these locations reveals anything new."""
    for group in groups:
        parts = [shown(number) for number in group]
        lows, highs = zip(*map(bounds, parts), strict=True)
        assert bounds(add_up(parts)) == (sum(lows), sum(highs))


def test_a_count_is_exact_if_its_bounds_are_equal():
    assert Count(5, 5, 5).is_exact
    assert not Count(3, 1, 4).is_exact


def test_a_sum_with_a_count_masked_in_the_file_is_a_range():
    assert bounds(total([Count.of(20), Count.read("<5"), Count.read("<5")])) == (22, 28)
    assert bounds(add_up([Count.read("12"), Count.read("<5")])) == (13, 16)
