"""In what circumstances a page is looked at.

Every page is opened twice, and each of the two looks at it in half of the ways, so that together
they see every width, in light, dark and forced colours.
"""

import pytest

LIGHT = {"color_scheme": "light", "forced_colors": "none"}
DARK = {"color_scheme": "dark", "forced_colors": "none"}
FORCED = {"color_scheme": "dark", "forced_colors": "active"}

EVERY_RULE = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
# All that can differ between light, dark and forced colours.
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
