"""Maps that were drawn, until the content changes: a page only wants to know their addresses."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection

from pactdir.map.area import AreaMap, draw
from regions.changing import ContentVersion, OutsideTheDoor, current_change

# When they were drawn, and the maps by area; one tuple, so that threads see both or neither.
_remembered: tuple[Any, dict[str, AreaMap | None]] = (None, {})


def area_map(slug: str, day: date) -> AreaMap | None:
    """The map as it is that day; one query where nothing changed since it was drawn."""
    global _remembered
    if _is_being_changed():
        return draw(slug, day)  # what may yet be undone, as for a preview, is not remembered
    # Asked before anything is drawn: what is written meanwhile raises it, and is drawn anew.
    now = (connection.settings_dict["NAME"], ContentVersion.current(), day)
    drawn_at, drawn = _remembered
    if drawn_at != now:
        drawn = {}
        _remembered = (now, drawn)
    if slug not in drawn:
        drawn[slug] = draw(slug, day)
    return drawn[slug]


def forget() -> None:
    global _remembered
    _remembered = (None, {})


def _is_being_changed() -> bool:
    try:
        current_change()
    except OutsideTheDoor:
        return False
    return True
