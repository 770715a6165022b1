"""The cells of a row, and the internal note that repeats them."""

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


def split_cell(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def note_of(cells: Mapping[str, Any]) -> str:
    lines = []
    for name, label in NOTE_LINES.items():
        if cell := cells[name]:
            text = "; ".join(split_cell(cell)) if name != "official_slug" else f"/regio/{cell}"
            certainty = f" ({cells['certainty'] or 'hoe zeker, zegt de lijst niet'})"
            lines.append(f"{label}: {text}{certainty if name == 'lead' else ''}")
    return "\n".join(["De lijst van STO-regio's zegt:", *lines]) if lines else ""
