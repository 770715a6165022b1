"""No regular expression of the code takes the square of what it is given, or more."""

import re
import sys

import pytest

from tests.measures.patterns.found import found
from tests.measures.patterns.inputs import CLASSES, long
from tests.measures.patterns.steps import steps

SHORT, LONG = 16, 64  # characters
BY_STEPS = {"match": "match", "fullmatch": "fullmatch"}  # the others all go through the whole text
MOST = 6.0  # times as many steps for four times as many characters; their square would be sixteen
PATTERNS = found()


@pytest.fixture(autouse=True)
def _deep():
    """Each character may take some calls within each other."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(10_000)
    yield
    sys.setrecursionlimit(before)


def growth(pattern, way, characters):
    texts = [f"{long(characters, length)}~" for length in (SHORT, LONG)]
    few, many = (steps(pattern, way, text) for text in texts)
    return many / few


@pytest.mark.parametrize("one", PATTERNS, ids=lambda one: one.where)
def test_a_pattern_takes_steps_in_proportion_to_its_text(one):
    slow = {
        (way, characters): times
        for way in {BY_STEPS.get(way, "finditer") for way in one.ways}
        for characters in CLASSES
        if (times := growth(one.pattern, way, characters)) > MOST
    }
    assert slow == {}


@pytest.mark.parametrize(
    ("pattern", "way", "characters"),
    [
        (r"[^\W_]+(?:[-'’&/][^\W_]+)+", "finditer", "a"),  # as it was
        (r"<[^>]*>", "sub", "<"),
        (r"\s+[0-9]\S*$", "sub", " "),
        (r"(.+?)\s*\(([^()]*)\)", "fullmatch", " "),
        (r"(?:a|a)*b", "search", "a"),
    ],
)
def test_one_that_takes_more_is_seen(pattern, way, characters):
    length = 6 if "a|a" in pattern else SHORT
    few, many = (steps(re.compile(pattern), way, long(characters, n)) for n in (length, length * 2))
    assert many / few > 3


def test_steps_end_where_re_ends():
    assert steps(re.compile("a+b"), "search", "xxaab") < 20
    assert steps(re.compile("a++b"), "match", "aaac") == 5


def test_the_patterns_of_the_code_are_found():
    where = {one.where.split(":")[0] for one in PATTERNS}

    assert len(PATTERNS) > 90
    assert {
        "pactdir/search/words.py",
        "regions/history/text.py",
        "regions/editing/preview.py",
    } <= where
