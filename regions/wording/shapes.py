"""Status icons for the site, its maps and the admin, so that no status depends on colour alone.

They are from Unicode blocks that the fonts of phones and desktops support.
"""

from enum import StrEnum, unique


@unique
class Shape(StrEnum):
    # statuses of an agreement
    OPEN = "●"
    PASSED = "◐"
    ENDED = "■"
    AHEAD = "◌"
    UNKNOWN = "?"
    # of a participation: stated or derived
    STATED = "◆"
    DERIVED = "○"
    # statuses of a confirmation
    CONFIRMED = "✓"
    OUTDATED = "▽"
    # statuses of an event
    HELD = "◁"
    MOVED = "▷"
    CANCELLED = "×"
    # statuses of a school
    POSSIBLY_CLOSED = "△"
    # statuses of a page, in the admin
    DRAFT = "□"
    UPCOMING = "◎"
    PUBLISHED = "▲"


# For links, collapsible blocks and the order of a table; these are not status icons.
ORNAMENTS = {"→", "▸", "▾", "↓"}
