"""What the cells of a row hold, and the note that says all of it in the list's own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

CERTAIN, PROBABLE = "vast", "waarschijnlijk"
NOTE_LINES = {
    "area": "Gebied",
    "schools": "Scholen",
    "mbo": "Mbo",
    "lead": "Penvoerder",
    "themes": "Thema's",
    "official_slug": "Op sterktechniekonderwijs.nl",
}


def several(cell: str) -> list[str]:
    """The values in one cell."""
    return [part.strip() for part in cell.split("|") if part.strip()]


def note_of(cells: Mapping[str, Any]) -> str:
    """All that the list says of a region, in its own words."""
    lines = []
    for name, label in NOTE_LINES.items():
        if cell := cells[name]:
            text = "; ".join(several(cell)) if name != "official_slug" else f"/regio/{cell}"
            sure = f" ({cells['certainty'] or 'hoe zeker, zegt de lijst niet'})"
            lines.append(f"{label}: {text}{sure if name == 'lead' else ''}")
    return "\n".join(["De lijst van STO-regio's zegt:", *lines]) if lines else ""
