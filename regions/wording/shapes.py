"""A shape for each state on the site, its maps and the admin, so that none depends on colour alone.

From Unicode's Geometric Shapes and older blocks, which the fonts of phones and desktops have.
"""

from enum import StrEnum, unique


@unique
class Shape(StrEnum):
    # of an agreement
    OPEN = "●"
    PASSED = "◐"
    ENDED = "■"
    AHEAD = "◌"
    UNKNOWN = "?"
    # of a participation: how it is known
    STATED = "◆"
    DERIVED = "○"
    # of a confirmation
    CONFIRMED = "✓"
    OUTDATED = "▽"
    # of an activity
    HELD = "◁"
    MOVED = "▷"
    CANCELLED = "×"
    # of a school
    POSSIBLY_CLOSED = "△"
    # of a page, in the admin
    DRAFT = "□"
    COMING = "◎"
    PUBLISHED = "▲"


# Drawn by style sheets for links and folds; these stand for no state.
ORNAMENTS = {"→", "▸", "▾"}
