"""Widths and colour schemes in which pages are checked.

Every page is opened in two tests, each of which checks half of the combinations, so that together
they cover every width in light, dark and forced colours.
"""

import pytest

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

in_all_looks = pytest.mark.parametrize(
    "looks", [FIRST_HALF, SECOND_HALF], ids=["light on a phone", "light at a desk"]
)
