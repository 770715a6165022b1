"""Counts of people are masked so that neither they nor their sums reveal small numbers."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
    ],
)
def test_masks_a_part_whose_rest_is_one_to_four(number, whole, expected):
    assert bounds(mask_part(Count.of(number), Count.of(whole))) == expected


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([10, 20], (30, 30)),
        ([10, 3], (11, 14)),  # a sum of 13 would tell the 3
        ([10, 2, 3], (15, 15)),
        ([10, 1, 1], (12, 18)),  # a sum of 12 would tell both
        ([10, 4, 4], (12, 18)),
        ([2, 0], (1, 4)),
        ([], (0, 0)),
    ],
)
def test_a_sum_is_a_range_where_it_would_tell_a_masked_part(numbers, expected):
    assert bounds(total(map(shown, numbers))) == expected


@given(st.lists(st.integers(0, 30), max_size=6))
def test_no_sum_tells_a_masked_part(numbers):
    """Whoever knows the rule and sees all that is shown can still fit two numbers in each mask."""
    parts = [shown(number) for number in numbers]
    whole = total(parts)
    seen = (bounds(whole), [bounds(part) for part in parts])
    possible = [
        guess
        for guess in product(*(range(part.low, part.high + 1) for part in parts))
        if (bounds(total(map(shown, guess))), [bounds(shown(one)) for one in guess]) == seen
    ]
    assert tuple(numbers) in possible
    for place, part in enumerate(parts):
        if not part.is_exact:
            assert len({guess[place] for guess in possible}) > 1, (numbers, seen)


def sums_of(groups):
    sums = [total(map(shown, group)) for group in groups]
    return [bounds(part) for part in sums], bounds(total(sums))


def fits(guess, sums, whole):
    within = [low <= sum(group) <= high for group, (low, high) in zip(guess, sums, strict=True)]
    return all(within) and whole[0] <= sum(map(sum, guess)) <= whole[1]


def guesses(groups):
    masks = [range(part.low, part.high + 1) for group in groups for part in map(shown, group)]
    for flat in product(*masks):
        numbers = iter(flat)
        yield [[next(numbers) for _ in group] for group in groups]


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.lists(st.integers(0, 7), min_size=1, max_size=2), max_size=3))
def test_no_sum_of_sums_tells_a_masked_part(groups):
    """By adding and subtracting: each mask can still be filled in with two numbers."""
    shown_sums = sums_of(groups)
    possible = [guess for guess in guesses(groups) if fits(guess, *shown_sums)]

    assert groups in possible
    for place, group in enumerate(groups):
        for at, number in enumerate(group):
            if not shown(number).is_exact:
                assert len({guess[place][at] for guess in possible}) > 1, (groups, shown_sums)


def test_a_count_is_exact_where_its_bounds_meet():
    assert Count(5, 5, 5).is_exact
    assert not Count(3, 1, 4).is_exact


def test_a_sum_with_what_the_file_masks_is_a_range():
    assert bounds(total([Count.of(20), Count.read("<5"), Count.read("<5")])) == (22, 28)
    assert bounds(add_up([Count.read("12"), Count.read("<5")])) == (13, 16)
