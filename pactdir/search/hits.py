"""A search hit as the results page displays it on a date."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property
from types import SimpleNamespace
from typing import Any, NamedTuple

from django.db import connection
from django.utils.safestring import SafeString

from pactdir.models import EntryKind
from pactdir.search.engine import TABLE
from pactdir.search.matches import Match
from pactdir.search.query import Query
from pactdir.search.snippets import snippet
from regions.directory import search_label
from regions.fields.partial_date import PartialDate

MAX_PLACES = 3


class EntryDisplay(NamedTuple):
    """The columns of an entry that its hit displays."""

    id: int
    title: str
    address: str
    text: str
    shown: str  # JSON, see regions.directory.SearchText


def load_displays(ids: Sequence[int]) -> dict[int, EntryDisplay]:
    # Load by primary key, in plain SQL because the ORM takes longer to build the query.
    if not ids:
        return {}
    columns, placeholders = ", ".join(EntryDisplay._fields), ", ".join(["%s"] * len(ids))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {TABLE} WHERE id IN ({placeholders})", ids)  # noqa: S608
        return {row[0]: EntryDisplay(*row) for row in cursor.fetchall()}


@dataclass(frozen=True)
class Hit:
    match: Match
    display: EntryDisplay
    query: Query
    on: date

    @property
    def title(self) -> str:
        return self.display.title

    @property
    def address(self) -> str:
        return self.display.address

    @property
    def slug(self) -> str:
        return self.address.strip("/").rpartition("/")[2]

    @property
    def is_region(self) -> bool:
        return self.match.kind == EntryKind.REGION

    @property
    def is_past(self) -> bool:
        return bool(self.match.is_past)

    @cached_property
    def _details(self) -> dict[str, Any]:
        details: dict[str, Any] = json.loads(self.display.shown)
        return details

    @property
    def subtitle(self) -> str:
        parts = [search_label(self.match.kind), *self._details.get("where", [])]
        return " · ".join(filter(None, parts))

    @property
    def title_and_place(self) -> str:
        return ", ".join(filter(None, [self.title, *self._details.get("where", [])[:1]]))

    @property
    def compare_slug(self) -> str:
        is_comparable = self.match.kind == EntryKind.SCHOOL and not self.is_past
        return self.slug if is_comparable else ""

    @cached_property
    def former_names(self) -> list[str]:
        names = self._details.get("was", [])
        return [name for name, renamed_on in names if date.fromisoformat(renamed_on) <= self.on]

    @cached_property
    def matched_places(self) -> list[str]:
        places = self._details.get("places", [])
        return sorted(place for place in places if self.query.is_in(place))[:MAX_PLACES]

    @cached_property
    def partial_date(self) -> PartialDate | None:
        text = self._details.get("dated")
        return PartialDate.parse(text) if text else None

    @cached_property
    def event(self) -> SimpleNamespace | None:
        details = self._details.get("event")
        if not details:
            return None
        dates = {name: date.fromisoformat(details[name]) for name in ("starts_on", "ends_on")}
        times = {
            name: details[name] and time.fromisoformat(details[name])
            for name in ("starts_at", "ends_at")
        }
        return SimpleNamespace(**{**details, **dates, **times})

    @cached_property
    def snippet(self) -> SafeString:
        return snippet(self.display.text, self.query)
