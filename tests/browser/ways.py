"""Combinations of phone and desktop, with and without script.

Ordered so that each half of `make test` has phone and desk, with and without script.
"""

import pytest

WAYS = {
    "phone without script": (360, False),
    "phone with script": (360, True),
    "desk with script": (1280, True),
    "desk without script": (1280, False),
}


def in_these(*ways):
    return pytest.mark.parametrize(("width", "script"), [WAYS[way] for way in ways], ids=ways)


in_every_way = in_these(*WAYS)
in_two_ways = in_these("phone without script", "desk with script")
