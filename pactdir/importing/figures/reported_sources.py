"""Sources of reported figures in a list: a URL, a newspaper or "idem"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from regions.fields.partial_date import PartialDate
from regions.wording.sources import is_dated, is_front_page

URL = re.compile(r"https?://(?:www\.)?([^/\s]+)\S*")
SITE = re.compile(r"(?<![a-z0-9-])[a-z0-9-]++\.(?:nl|com|org|eu|nu)\b")
IDEM = re.compile(r"^idem\b[\s;,]*", re.IGNORECASE)


@dataclass(frozen=True)
class ReportedSource:
    words: str  # "svok.nl (IJmuider Courant), juli 2019"
    url: str  # the first URL of a page or site; may be empty

    @classmethod
    def of(cls, cell: str, on: PartialDate) -> ReportedSource | None:
        """Return None without a URL, as readers could not find the source."""
        urls = sorted((match[0] for match in URL.finditer(cell)), key=is_front_page)
        words = URL.sub(r"\1", cell)
        if not SITE.search(words):
            return None
        return cls(words if is_dated(words) else f"{words}, {on}", next(iter(urls), ""))


def without_idem(cells: list[str]) -> list[str]:
    """Replace "idem" by the source above it, followed by the rest of the cell."""
    filled: list[str] = []
    for cell in cells:
        if IDEM.match(cell) and filled:
            above, rest = filled[-1], IDEM.sub("", cell)
            cell = above if rest.casefold() in above.casefold() else f"{above}; {rest}"
        filled.append(cell)
    return filled
