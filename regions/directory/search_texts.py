"""The data about a row that a record kind passes to the search."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

ALWAYS, NEVER = datetime.date(1800, 1, 1), datetime.date(2199, 12, 31)
# Region key, first date and last date, as PartialDateField stores dates.
RegionPeriod = tuple[int, int, int]


@dataclass(frozen=True)
class SearchText:
    """A row's data for the search: only what its page shows, and nothing that depends on the date.

    `names` are alternative names; `more` is searched but not shown. `date` is as PartialDateField
    stores it; `regions` and `themes` are used by the facets.
    """

    row: Any
    names: Iterable[str] = ()
    more: Iterable[str] = ()
    text: str = ""
    shown: dict[str, Any] = field(default_factory=dict)
    shown_from: datetime.date | None = None
    shown_until: datetime.date | None = None
    past_from: datetime.date | None = None
    date: int | None = None
    year: int | None = None
    is_example: bool = False
    regions: Iterable[RegionPeriod] = ()
    themes: Iterable[int] = ()


def all_published(*rows: Any) -> datetime.date | None:
    days = [row.published_from or NEVER for row in rows if row is not None]
    return None if NEVER in days else max(days)


def labelled(label: str, names: Iterable[str]) -> str:
    """ "Gemeenten: Hoorn, Medemblik.", or "" if there are no names."""
    names = list(dict.fromkeys(filter(None, names)))
    return f"{label}: {', '.join(names)}." if names else ""


def on_one_line(*texts: str) -> str:
    return " ".join(" ".join(filter(None, texts)).split())
