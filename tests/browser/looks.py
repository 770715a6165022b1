"""Widths and colour schemes in which pages are checked.

Two tests each check half of the combinations, so that together they cover every width in light,
dark and forced colours. In walks over many pages, each page is in one of the two, and in the other
with the next commit.
"""

import pytest

from tests.sharing import rotated

LIGHT = {"color_scheme": "light", "forced_colors": "none"}
DARK = {"color_scheme": "dark", "forced_colors": "none"}
FORCED = {"color_scheme": "dark", "forced_colors": "active"}

EVERY_RULE = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
# Only these can differ between light, dark and forced colours.
COLOUR_RULES = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


# (width, media, rules)
FIRST_HALF = [
    (360, LIGHT, EVERY_RULE),
    (1280, DARK, COLOUR_RULES),
    (1280, FORCED, COLOUR_RULES),
]
SECOND_HALF = [
    (1280, LIGHT, EVERY_RULE),
    (360, DARK, COLOUR_RULES),
    (360, FORCED, COLOUR_RULES),
]


def pages_by_turn(pages, looks, turn):
    return rotated(pages, turn + (looks is SECOND_HALF), 2)


in_all_looks = pytest.mark.parametrize(
    "looks", [FIRST_HALF, SECOND_HALF], ids=["light on a phone", "light at a desk"]
)
