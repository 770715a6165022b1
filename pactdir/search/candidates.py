"""Of what has the words that were asked for: what its place and the choices depend on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple


class Candidate(NamedTuple):
    """As the columns of COLUMNS, which take a day."""

    id: int
    kind: str
    folded_title: str
    is_past: bool | None
    date: int | None
    year: int | None
    regions: str
    themes: str


COLUMNS = "e.id, e.kind, e.folded_title, e.past_from <= %s, e.date, e.year, e.regions, e.themes"


@dataclass(frozen=True)
class Catch:
    """The first so many, in their order, and whether there are more."""

    rows: list[Candidate]
    has_more: bool


@lru_cache(maxsize=10_000)
def open_in(raw: str, on: date) -> frozenset[int]:
    """The regions of an entry that day, by the same rule as `open_on`."""
    day = on.year * 10_000 + on.month * 100 + on.day
    periods = [map(int, part.split(":")) for part in raw.strip("|").split("|") if part]
    return frozenset(region for region, since, until in periods if since <= day <= until)


@lru_cache(maxsize=10_000)
def keys_in(raw: str) -> frozenset[int]:
    return frozenset(map(int, filter(None, raw.split("|"))))
