"""No regular expression in the code takes quadratic time, or worse."""

import re
import sys

import pytest

from tests.measures.patterns.finding import find_expressions
from tests.measures.patterns.inputs import CLASSES, long
from tests.measures.patterns.steps import steps

SHORT, LONG = 16, 64  # characters
BY_STEPS = {"match": "match", "fullmatch": "fullmatch"}  # every other method scans the whole text
MOST = 6.0  # maximum growth in steps for four times as many characters; quadratic would be sixteen
EXPRESSIONS = find_expressions()


@pytest.fixture(autouse=True)
def _deep_recursion():
    # Counting steps takes several nested calls per character.
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(10_000)
    yield
    sys.setrecursionlimit(before)


def growth(pattern, method, characters):
    texts = [f"{long(characters, length)}~" for length in (SHORT, LONG)]
    few, many = (steps(pattern, method, text) for text in texts)
    return many / few


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=lambda expression: expression.where)
def test_the_steps_of_an_expression_grow_linearly_with_its_text(expression):
    slow = {
        (method, characters): times
        for method in {BY_STEPS.get(method, "finditer") for method in expression.methods}
        for characters in CLASSES
        if (times := growth(expression.regex, method, characters)) > MOST
    }
    assert slow == {}


@pytest.mark.parametrize(
    ("pattern", "method", "characters"),
    [
        (r"[^\W_]+(?:[-'’&/][^\W_]+)+", "finditer", "a"),  # as it was before it was fixed
        (r"<[^>]*>", "sub", "<"),
        (r"\s+[0-9]\S*$", "sub", " "),
        (r"(.+?)\s*\(([^()]*)\)", "fullmatch", " "),
        (r"(?:a|a)*b", "search", "a"),
    ],
)
def test_quadratic_expressions_grow_faster(pattern, method, characters):
    length = 6 if "a|a" in pattern else SHORT
    few, many = (
        steps(re.compile(pattern), method, long(characters, n)) for n in (length, length * 2)
    )
    assert many / few > 3


def test_counting_stops_where_re_would():
    assert steps(re.compile("a+b"), "search", "xxaab") < 20
    assert steps(re.compile("a++b"), "match", "aaac") == 5


def test_the_expressions_in_the_code_are_found():
    where = {expression.where.split(":")[0] for expression in EXPRESSIONS}

    assert len(EXPRESSIONS) > 90
    assert {
        "pactdir/search/words.py",
        "regions/history/text.py",
        "regions/editing/preview.py",
    } <= where
