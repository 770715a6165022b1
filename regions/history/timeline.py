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
from regions.history.roles import maker_of, role_changes_by_change, role_in_words
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
    """A single change, as it affected the row itself and its child rows."""

    who: str
    when: datetime
    reason: str
    own: list[RecordDescription] = field(default_factory=list)
    children: list[RecordDescription] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)  # roles granted, changed or withdrawn, in words

    @property
    def when_in_words(self) -> str:
        return moment_in_words(self.when)


class Timeline:
    """Changes newest first; only those on the current page are described."""

    def __init__(self, row: Any, child_rows: Iterable[ChildRows], rights: Rights) -> None:
        self.row, self.rights = row, rights
        self.refs: dict[UUID, list[RecordRef]] = {}
        child_records = (_child_records(row, children, rights) for children in child_rows)
        for ref in record_refs([records_of_row(row, rights), *child_records]):
            self.refs.setdefault(ref.change, []).append(ref)
        self.role_changes = role_changes_by_change(row, rights)
        self.changes = self._newest_first()
        self.present = last_history_id(row)

    def end_of(self, change: UUID | str) -> datetime | None:
        refs = {str(key): refs for key, refs in self.refs.items()}.get(str(change))
        return refs[0].at if refs else None

    def steps(self, changes: Iterable[UUID]) -> list[Step]:
        changes = list(changes)
        refs = [ref for change in changes for ref in self.refs.get(change, [])]
        records = records_by_id(refs, self.rights)
        roles = [row for change in changes for row in self.role_changes.get(change, [])]
        names = Names(self.rights, [*records.values(), *roles])
        self.stored = stored_keys(records.values(), self.rights)
        return [self._step(change, records, names) for change in changes]

    def moment_of(self, change: UUID) -> datetime:
        refs = self.refs.get(change)
        return refs[0].at if refs else self.role_changes[change][0].at

    def _newest_first(self) -> list[UUID]:
        if not self.role_changes:
            return list(self.refs)
        return sorted({**self.refs, **self.role_changes}, key=self.moment_of, reverse=True)

    def _step(self, change: UUID, records: dict[tuple[str, int], Any], names: Names) -> Step:
        roles = [role_in_words(row, names) for row in self.role_changes.get(change, [])]
        if (refs := self.refs.get(change)) is None:
            row = self.role_changes[change][0]
            return Step(maker_of(row, names), row.at, "", roles=roles)
        title = title_of if isinstance(self.row, Region) else title_in_region
        descriptions = [describe_record(ref, records, names, title) for ref in reversed(refs)]
        last = descriptions[-1].record
        reason = last.history_change_reason or ""
        step = Step(names.who(last), last.history_date, reason, roles=roles)
        for entry in descriptions:
            (step.own if self._is_own(entry.record) else step.children).append(entry)
        return step

    def _is_own(self, record: Any) -> bool:
        return model_of(record) is type(self.row) and key_of(record) == self.row.pk

    def is_stored(self, entry: RecordDescription) -> bool:
        return (model_of(entry.record), key_of(entry.record)) in self.stored


def _child_records(row: Any, children: ChildRows, rights: Rights) -> QuerySet:
    return readable_records(children.model, rights).filter(**{children.column: row.pk})
