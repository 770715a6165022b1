"""Sources of reported figures, as a list names them: an address, a paper, "idem"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from regions.fields.partial_date import PartialDate

ADDRESS = re.compile(r"https?://(?:www\.)?([^/\s]+)\S*")
SITE = re.compile(r"(?<![a-z0-9-])[a-z0-9-]++\.(?:nl|com|org|eu|nu)\b")
IDEM = re.compile(r"^idem\b[\s;,]*", re.IGNORECASE)


@dataclass(frozen=True)
class ReportedSource:
    words: str  # "svok.nl (IJmuider Courant), juli 2019"
    address: str  # the first one; empty if the list names only a site

    @classmethod
    def of(cls, cell: str, on: PartialDate) -> ReportedSource | None:
        """Return None if no site is named: a reader could not find it."""
        address = ADDRESS.search(cell)
        words = ADDRESS.sub(r"\1", cell)
        return cls(f"{words}, {on}", address[0] if address else "") if SITE.search(words) else None


def without_idem(cells: list[str]) -> list[str]:
    """Replace "idem" by what stands above it; what follows it is added."""
    filled: list[str] = []
    for cell in cells:
        if IDEM.match(cell) and filled:
            above, rest = filled[-1], IDEM.sub("", cell)
            cell = above if rest.casefold() in above.casefold() else f"{above}; {rest}"
        filled.append(cell)
    return filled
