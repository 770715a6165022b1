"""On a phone and at a desk, with a script and without: half of the ways on each database."""

import pytest

from tests.halves import this_half

WAYS = {
    "phone without script": (360, False),
    "desk with script": (1280, True),
    "phone with script": (360, True),
    "desk without script": (1280, False),
}


def in_these(*ways):
    return pytest.mark.parametrize(("width", "script"), [WAYS[way] for way in ways], ids=ways)


in_every_way = this_half(
    sqlite=in_these("phone without script", "desk with script"),
    postgresql=in_these("phone with script", "desk without script"),
)
in_two_ways = this_half(
    sqlite=in_these("phone without script"), postgresql=in_these("desk with script")
)
