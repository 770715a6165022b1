"""The changes to a row and its child rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from regions.history.descriptions import RecordDescription, describe_record
from regions.history.moments import moment_in_words
from regions.history.names import Names
from regions.history.records import (
    RecordRef,
    key_of,
    last_history_id,
    model_of,
    readable_records,
    record_refs,
    records_by_id,
    records_of_row,
    stored_keys,
)
from regions.history.titles import title_in_region, title_of
from regions.models import Region
from regions.rights import Rights


@dataclass(frozen=True)
class ChildRows:
    """Child rows of one model, and their foreign key column to the parent."""

    model: Any
    column: str


@dataclass
class Step:
    """One change, as it affected the row itself and its child rows."""

    who: str
    when: datetime
    reason: str
    own: list[RecordDescription] = field(default_factory=list)
    below: list[RecordDescription] = field(default_factory=list)

    @property
    def when_in_words(self) -> str:
        return moment_in_words(self.when)


class Timeline:
    """Changes newest first; only those on the current page are described."""

    def __init__(self, row: Any, below: Iterable[ChildRows], rights: Rights) -> None:
        self.row, self.rights = row, rights
        self.refs: dict[UUID, list[RecordRef]] = {}
        child_records = (_child_records(row, children, rights) for children in below)
        for ref in record_refs([records_of_row(row, rights), *child_records]):
            self.refs.setdefault(ref.change, []).append(ref)
        self.changes = list(self.refs)
        self.present = last_history_id(row)

    def steps(self, changes: Iterable[UUID]) -> list[Step]:
        refs_by_change = [self.refs[change] for change in changes]
        records = records_by_id([ref for refs in refs_by_change for ref in refs], self.rights)
        names = Names(self.rights, records.values())
        self.stored = stored_keys(records.values(), self.rights)
        return [self._step(refs, records, names) for refs in refs_by_change]

    def _step(
        self, refs: list[RecordRef], records: dict[tuple[str, int], Any], names: Names
    ) -> Step:
        title = title_of if isinstance(self.row, Region) else title_in_region
        descriptions = [describe_record(ref, records, names, title) for ref in reversed(refs)]
        last = descriptions[-1].record
        step = Step(names.who(last), last.history_date, last.history_change_reason or "")
        for entry in descriptions:
            (step.own if self._is_own(entry.record) else step.below).append(entry)
        return step

    def _is_own(self, record: Any) -> bool:
        return model_of(record) is type(self.row) and key_of(record) == self.row.pk

    def is_stored(self, entry: RecordDescription) -> bool:
        return (model_of(entry.record), key_of(entry.record)) in self.stored


def _child_records(row: Any, children: ChildRows, rights: Rights) -> QuerySet:
    return readable_records(children.model, rights).filter(**{children.column: row.pk})
