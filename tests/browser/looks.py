"""In what circumstances a page is looked at.

Every page is opened on both databases; of the ways to look at it each takes one half, so that a
whole run looks at every width, in light, dark and forced colours, with and without script.
"""

from tests.halves import this_half

LIGHT = {"color_scheme": "light", "forced_colors": "none"}
DARK = {"color_scheme": "dark", "forced_colors": "none"}
FORCED = {"color_scheme": "dark", "forced_colors": "active"}

EVERY_RULE = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
# All that can differ between light, dark and forced colours.
COLOUR_RULES = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


def looks():
    """(width, media, rules): light, dark and forced colours at 360 and at 1280 px."""
    return this_half(
        sqlite=[
            (360, LIGHT, EVERY_RULE),
            (1280, DARK, COLOUR_RULES),
            (1280, FORCED, COLOUR_RULES),
        ],
        postgresql=[
            (1280, LIGHT, EVERY_RULE),
            (360, DARK, COLOUR_RULES),
            (360, FORCED, COLOUR_RULES),
        ],
    )
