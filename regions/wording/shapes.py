"""The shape before a state, so that it is never told by colour alone: each stands for one state.

The one table of them, for the site, its maps and the admin: Geometric Shapes of Unicode and what is
older, which the fonts of phones and desks have.
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


# Drawn by style sheets, and no state: where a link leads, and which way a fold opens.
ORNAMENTS = {"→", "▸", "▾"}
