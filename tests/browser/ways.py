"""Combinations of phone and desktop, with and without JavaScript.

Ordered so that each half of `make test` has phone and desk, with and without JavaScript.
"""

import pytest

WAYS = {
    "phone without JavaScript": (360, False),
    "phone with JavaScript": (360, True),
    "desk with JavaScript": (1280, True),
    "desk without JavaScript": (1280, False),
}


def in_these(*ways):
    return pytest.mark.parametrize(("width", "script"), [WAYS[way] for way in ways], ids=ways)


in_every_way = in_these(*WAYS)
in_two_ways = in_these("phone without JavaScript", "desk with JavaScript")
