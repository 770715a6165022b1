"""Loads and merges three versions of the rows of one kind, and writes them into the form data."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import Model, Q
from django.forms import ModelForm

from regions.editing.conflict.merge import Outcome, RowChanges, merge_fields, merge_rows
from regions.editing.conflict.sent_fields import (
    SubmittedValue,
    put_hidden_initial,
    sent_fields,
    stored_fields,
    write_field,
)
from regions.editing.conflict.version import RowSet
from regions.editing.formset_data import KEY, FormsetData, is_to_be_deleted
from regions.history.records import readable_records
from regions.rights import Rights


@dataclass(frozen=True)
class MergedRow:
    """A row written by others; `base` is None if the version in the opened form is unknown."""

    base: Model | None
    theirs: Model
    ours: Model  # the row as it would be saved
    form: ModelForm
    outcomes: dict[str, Outcome]
    unreadable: dict[str, str]  # invalid input, by field
    to_delete: bool

    @property
    def refuses(self) -> bool:
        return self.to_delete or any(name in self.form.fields for name in self.outcomes)

    def write(self, data: Any) -> None:
        for name, outcome in self.outcomes.items():
            if outcome is Outcome.THEIRS and name in self.form.fields:
                write_field(data, self.form[name])
        put_hidden_initial(data, self.form)


def merged_row(
    base: Model | None, theirs: Model, form: ModelForm, *, parent: str, to_delete: bool
) -> MergedRow:
    submitted = sent_fields(form, base, theirs)
    outcomes = merge_fields(stored_fields(base) if base else None, stored_fields(theirs), submitted)
    outcomes.pop(parent, None)
    new_values = {
        name: submitted[name]
        for name in outcomes
        if isinstance(submitted.get(name), SubmittedValue)
    }
    unreadable = {name: value.text for name, value in new_values.items() if value.text is not None}
    ours = copy(theirs)
    for column in theirs._meta.concrete_fields:
        if column.name in new_values.keys() - unreadable.keys():
            setattr(ours, column.attname, new_values[column.name].value)
    return MergedRow(base, theirs, ours, form, outcomes, unreadable, to_delete)


@dataclass(frozen=True)
class MergedRows:
    """Other users' changes to the rows of one kind, merged with the submitted rows."""

    row_set: RowSet
    records: dict[int, list[Any]]  # records by key: the version in the form and later ones
    since: list[Any]  # records made after the form was opened
    updated: list[MergedRow]
    added: list[Model]
    deleted: list[int]

    @property
    def refuses(self) -> bool:
        return bool(self.added) or any(row.refuses for row in self.updated)

    def named(self) -> Iterator[Any]:
        yield from chain(self.added, *self.records.values())
        for row in self.updated:
            yield from filter(None, (row.base, row.theirs, row.ours))

    def write(self, data: Any, parent_key: Any) -> None:
        for row in self.updated:
            if not row.to_delete:
                row.write(data)
        if self.added:
            self._insert_added_rows(data, parent_key)

    def _insert_added_rows(self, data: Any, parent_key: Any) -> None:
        submitted_rows = FormsetData(data, self.row_set.prefix)
        position = submitted_rows.initial
        submitted_rows.reorder(
            [*range(position), *[None] * len(self.added)], range(position, submitted_rows.total)
        )
        for number, row in enumerate(self.added, start=position):
            prefix = f"{self.row_set.prefix}-{number}"
            for bound in self.row_set.form_class()(instance=row, prefix=prefix):
                write_field(data, bound)
            data[f"{prefix}-{KEY}"] = str(row.pk)
            data[f"{prefix}-{self.row_set.parent}"] = str(parent_key)


def merged_rows(
    row_set: RowSet, data: Any, base: dict[int, int], theirs: dict[int, int], rights: Rights
) -> MergedRows:
    """Makes two queries for any number of rows written by others, and none if there are no such
    rows.
    """
    prefixes = row_set.prefixes(data, theirs)
    to_delete = {key: is_to_be_deleted(data, prefix) for key, prefix in prefixes.items()}
    changes = merge_rows(base, theirs, to_delete)
    records = _records(row_set, changes, base, theirs, rights)
    stored = row_set.rows.filter(pk__in=[*changes.updated, *changes.added]).in_bulk()
    return MergedRows(
        row_set=row_set,
        records=records,
        since=[
            record
            for record in chain(*records.values())
            if record.history_id > base.get(record.id, 0)
        ],
        updated=[
            merged_row(
                _as_shown(stored[key], records.get(key, []), base.get(key)),
                stored[key],
                row_set.form_class()(data, instance=stored[key], prefix=prefixes[key]),
                parent=row_set.parent,
                to_delete=to_delete[key],
            )
            for key in changes.updated
        ],
        added=[stored[key] for key in changes.added],
        deleted=changes.deleted,
    )


def _records(
    row_set: RowSet,
    changes: RowChanges,
    base: dict[int, int],
    theirs: dict[int, int],
    rights: Rights,
) -> dict[int, list[Any]]:
    since = {key: base[key] for key in [*changes.updated, *changes.deleted] if key in base}
    is_needed = Q(history_id__in=[theirs[key] for key in changes.added])
    if since:
        is_needed |= Q(id__in=since, history_id__gte=min(since.values()))
    by_key: dict[int, list[Any]] = {}
    records = readable_records(row_set.rows.model, rights).filter(is_needed)
    for record in records.order_by("history_id"):
        by_key.setdefault(record.id, []).append(record)
    return by_key


def _as_shown(stored: Model, records: list[Any], record_id: int | None) -> Model | None:
    record = next((record for record in records if record.history_id == record_id), None)
    if record is None:
        return None
    row = copy(stored)
    for column in record.tracked_fields:
        setattr(row, column.attname, getattr(record, column.attname))
    return row
