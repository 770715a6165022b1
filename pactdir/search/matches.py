"""The columns of a matching entry that ranking and facets need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple


class Match(NamedTuple):
    """One row of COLUMNS."""

    id: int
    kind: str
    folded_title: str
    is_past: bool | None
    date: int | None
    year: int | None
    regions: str
    themes: str


# The date is its only argument.
COLUMNS = "e.id, e.kind, e.folded_title, e.past_from <= %s, e.date, e.year, e.regions, e.themes"


@dataclass(frozen=True)
class MatchList:
    """The best matches in order, and whether there are more than were fetched."""

    rows: list[Match]
    has_more: bool


@lru_cache(maxsize=10_000)
def region_ids_on(column: str, on: date) -> frozenset[int]:
    """Parse "|3:20250101:20281231|" and keep the regions on that date; both dates are inclusive."""
    day = on.year * 10_000 + on.month * 100 + on.day
    periods = [map(int, part.split(":")) for part in column.strip("|").split("|") if part]
    return frozenset(region for region, since, until in periods if since <= day <= until)


@lru_cache(maxsize=10_000)
def theme_ids(column: str) -> frozenset[int]:
    return frozenset(map(int, filter(None, column.split("|"))))
