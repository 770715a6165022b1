"""One thing that was found, as its line on the page says it that day."""

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
from pactdir.search.candidates import Candidate
from pactdir.search.engine import TABLE
from pactdir.search.question import Question
from pactdir.search.snippets import snippet
from regions.directory import search_label
from regions.fields.partial_date import PartialDate

MOST_PLACES = 3


class Line(NamedTuple):
    """What the line of an entry says, as its columns have it."""

    id: int
    title: str
    address: str
    text: str
    shown: str  # in JSON


def lines_of(keys: Sequence[int]) -> dict[int, Line]:
    """By their key; one query, in plain SQL, for the ORM takes longer to put it."""
    if not keys:
        return {}
    columns, among = ", ".join(Line._fields), ", ".join(["%s"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {TABLE} WHERE id IN ({among})", keys)  # noqa: S608
        return {row[0]: Line(*row) for row in cursor.fetchall()}


@dataclass(frozen=True)
class Hit:
    found: Candidate
    line: Line
    question: Question
    on: date

    @property
    def title(self) -> str:
        return self.line.title

    @property
    def address(self) -> str:
        return self.line.address

    @cached_property
    def _shown(self) -> dict[str, Any]:
        shown: dict[str, Any] = json.loads(self.line.shown)
        return shown

    @property
    def where(self) -> str:
        """The kind, and what tells it from its namesakes."""
        parts = [search_label(self.found.kind), *self._shown.get("where", [])]
        return " · ".join(filter(None, parts))

    @cached_property
    def to_compare(self) -> str:
        """The slug of a school that one may set beside another; nothing of anything else."""
        if self.found.kind != EntryKind.SCHOOL or self.is_past:
            return ""
        return self.slug

    @property
    def slug(self) -> str:
        return self.address.strip("/").rpartition("/")[2]

    @property
    def is_region(self) -> bool:
        return self.found.kind == EntryKind.REGION

    @property
    def title_and_place(self) -> str:
        """The name of a school as it is heard among its namesakes."""
        return ", ".join(filter(None, [self.title, *self._shown.get("where", [])[:1]]))

    @property
    def is_past(self) -> bool:
        return bool(self.found.is_past)

    @cached_property
    def was(self) -> list[str]:
        """Its names of before, once they are."""
        was = self._shown.get("was", [])
        return [name for name, since in was if date.fromisoformat(since) <= self.on]

    @cached_property
    def places(self) -> list[str]:
        """The places that explain why a municipality is found by another name than its own."""
        named = [one for one in self._shown.get("places", []) if self.question.is_in(one)]
        return sorted(named)[:MOST_PLACES]

    @cached_property
    def dated(self) -> PartialDate | None:
        said = self._shown.get("dated")
        return PartialDate.parse(said) if said else None

    @cached_property
    def event(self) -> SimpleNamespace | None:
        """The days of an activity and how it stands, as templates ask it of an Event."""
        told = self._shown.get("event")
        if not told:
            return None
        days = {name: date.fromisoformat(told[name]) for name in ("starts_on", "ends_on")}
        times = {
            name: told[name] and time.fromisoformat(told[name]) for name in ("starts_at", "ends_at")
        }
        return SimpleNamespace(**{**told, **days, **times})

    @cached_property
    def snippet(self) -> SafeString:
        return snippet(self.line.text, self.question)
