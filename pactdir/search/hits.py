"""One thing that was found, as its line on the page says it that day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from functools import cached_property
from types import SimpleNamespace

from django.urls import resolve
from django.utils.safestring import SafeString

from pactdir.models import EntryKind, SearchEntry
from pactdir.search.question import Question
from pactdir.search.snippets import snippet
from regions.partial_date import PartialDate

MOST_PLACES = 3


@dataclass(frozen=True)
class Hit:
    entry: SearchEntry
    question: Question
    on: date

    @property
    def kind(self) -> str:
        return EntryKind(self.entry.kind).label

    @property
    def where(self) -> str:
        """The kind, and what tells it from its namesakes."""
        parts = [self.kind, *self.entry.shown.get("where", [])]
        return " · ".join(filter(None, parts))

    @property
    def to_compare(self) -> str:
        """The slug of a school that one may set beside another; nothing of anything else."""
        if self.entry.kind != EntryKind.SCHOOL or self.is_past:
            return ""
        return resolve(self.entry.address).kwargs["slug"]

    @property
    def title_and_place(self) -> str:
        """The name of a school as it is heard among its namesakes."""
        return ", ".join(filter(None, [self.entry.title, *self.entry.shown.get("where", [])[:1]]))

    @property
    def is_past(self) -> bool:
        return self.entry.past_from is not None and self.entry.past_from <= self.on

    @property
    def was(self) -> list[str]:
        """Its names of before, once they are."""
        was = self.entry.shown.get("was", [])
        return [name for name, since in was if date.fromisoformat(since) <= self.on]

    @property
    def places(self) -> list[str]:
        """The places that explain why a municipality is found by another name than its own."""
        named = [one for one in self.entry.shown.get("places", []) if self.question.is_in(one)]
        return sorted(named)[:MOST_PLACES]

    @property
    def dated(self) -> PartialDate | None:
        said = self.entry.shown.get("dated")
        return PartialDate.parse(said) if said else None

    @cached_property
    def event(self) -> SimpleNamespace | None:
        """The days of an activity and how it stands, as templates ask it of an Event."""
        told = self.entry.shown.get("event")
        if not told:
            return None
        days = {name: date.fromisoformat(told[name]) for name in ("starts_on", "ends_on")}
        times = {
            name: told[name] and time.fromisoformat(told[name]) for name in ("starts_at", "ends_at")
        }
        return SimpleNamespace(**{**told, **days, **times})

    @cached_property
    def snippet(self) -> SafeString:
        return snippet(self.entry.text, self.question)
