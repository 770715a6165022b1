"""All that happened to a row and the rows below it, change by change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from regions.history.names import Names
from regions.history.records import (
    Head,
    heads_of,
    last_history_id,
    model_of,
    readable_records,
    records_by_key,
)
from regions.history.words import (
    RecordInWords,
    key_of,
    moment_in_words,
    record_in_words,
    stored_keys,
    title_in_region,
    title_of,
)
from regions.models import Region
from regions.rights import Rights


@dataclass(frozen=True)
class Below:
    """A kind of rows below a row: their model, and the column that says below which."""

    model: Any
    column: str


@dataclass
class Step:
    """One change: who, when, and what became of the row itself and of the rows below it."""

    who: str
    when: datetime
    reason: str
    own: list[RecordInWords] = field(default_factory=list)
    below: list[RecordInWords] = field(default_factory=list)

    @property
    def when_in_words(self) -> str:
        return moment_in_words(self.when)


class Timeline:
    """The changes to a row and the rows below it, the newest first; a page of them at a time."""

    def __init__(self, row: Any, below: Iterable[Below], rights: Rights) -> None:
        self.row, self.rights = row, rights
        self.heads: dict[UUID, list[Head]] = {}
        records = [own_records(row, rights), *(_below(row, one, rights) for one in below)]
        for head in heads_of(records):
            self.heads.setdefault(head.change, []).append(head)
        self.changes = list(self.heads)
        self.present = last_history_id(row)

    def steps(self, changes: Iterable[UUID]) -> list[Step]:
        """These changes in words, in as many queries however many there are."""
        shown = [self.heads[change] for change in changes]
        records = records_by_key([head for heads in shown for head in heads], self.rights)
        names = Names(self.rights, records.values())
        self.stored = stored_keys(records.values(), self.rights)
        return [self._step(heads, records, names) for heads in shown]

    def _step(self, heads: list[Head], records: dict[tuple[str, int], Any], names: Names) -> Step:
        title = title_of if isinstance(self.row, Region) else title_in_region
        said = [record_in_words(head, records, names, title) for head in reversed(heads)]
        last = said[-1].record
        step = Step(names.who(last), last.history_date, last.history_change_reason or "")
        for one in said:
            (step.own if self._is_own(one.record) else step.below).append(one)
        return step

    def _is_own(self, record: Any) -> bool:
        return model_of(record) is type(self.row) and key_of(record) == self.row.pk

    def is_stored(self, said: RecordInWords) -> bool:
        """Whether the row this tells of is still there."""
        return (model_of(said.record), key_of(said.record)) in self.stored


def own_records(row: Any, rights: Rights) -> QuerySet:
    """What was recorded of this row, as far as readable."""
    records = readable_records(type(row), rights)
    return records.filter(**{type(row)._meta.pk.attname: row.pk})


def _below(row: Any, below: Below, rights: Rights) -> QuerySet:
    return readable_records(below.model, rights).filter(**{below.column: row.pk})
