"""Loads the fixtures into the database; safe to repeat.

Missing rows are added. A column of an existing row is updated only if it still has the value that
the demo last loaded and the fixture now has another one, so that edits are never overwritten.
`DemoRow` is the ledger of what was loaded.
"""

import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import models

from news.models import Event
from pactdir.demo.accounts import NoAccounts, create_accounts
from pactdir.demo.documents import store_documents
from pactdir.demo.fixtures import Row, read_fixtures
from pactdir.demo.pictures import store_pictures
from pactdir.demo.tables import DemoError, tables_by_model
from pactdir.demo.values import (
    column_values,
    default_of,
    from_text,
    relative_date_columns,
    to_text,
)
from pactdir.models import DemoRow
from regions.models import Region
from regions.writing.changing import changing

EVENT_UIDS = uuid.UUID("7f6d1f0a-3a55-4f0c-9a0e-5f7c2b8e4d11")

Values = dict[str, Any]  # keyed by column


@dataclass
class Report:
    added: Counter[type[models.Model]] = field(default_factory=Counter)
    updated: Counter[type[models.Model]] = field(default_factory=Counter)
    # Edited rows to which a correction could not be applied.
    skipped: list[str] = field(default_factory=list)
    accounts: list[str] = field(default_factory=list)
    no_accounts: str = ""  # why no users were created


def load_demo(folder: Path, day: date) -> Report:
    """Load all fixtures of a folder, or none of them.

    Raises DemoError with a Dutch message that names the file and the row.
    """
    rows = read_fixtures(folder)
    with changing():
        loader = Loader(day)
        for row in rows:
            loader.load(row)
        store_pictures(folder)
        store_documents(folder)
        try:
            loader.report.accounts = create_accounts(loader.region)
        except NoAccounts as reason:
            loader.report.no_accounts = str(reason)
    return loader.report


class Loader:
    def __init__(self, day: date) -> None:
        self.day = day
        self.report = Report()
        self.ledger = {entry.key: entry for entry in DemoRow.objects.all()}
        self.taken: dict[str, set[Any]] = defaultdict(set)  # primary keys of loaded rows, by model
        for entry in self.ledger.values():
            self.taken[entry.model].add(entry.object_id)
        self.stored: dict[str, dict[Any, models.Model]] = {}  # by model
        self.objects: dict[str, models.Model] = {}  # by the key of their row
        self.was_empty: dict[str, bool] = {}  # by model
        self.added: dict[str, set[tuple[Any, ...]]] = defaultdict(set)  # natural keys, by model

    def load(self, row: Row) -> None:
        try:
            self.objects[row.key] = self._load(row, column_values(row, self.day, self.find))
        except DemoError as error:
            raise DemoError(f"{row.location}: {error}.") from error
        except ValidationError as error:
            raise DemoError(f"{row.location}: {_error_text(error)}") from error

    def find(self, model: type[models.Model], reference: str) -> models.Model:
        name = tables_by_model()[model].name
        if (instance := self.objects.get(f"{name}:{reference}")) is None:
            raise DemoError(f"er is geen {name} {reference!r}")
        return instance

    def region(self, slug: str) -> Region:
        return cast(Region, self.find(Region, slug))

    def _load(self, row: Row, values: Values) -> models.Model:
        entry = self.ledger.get(row.key)
        if entry and (instance := self._stored(row).get(entry.object_id)):
            if not entry.is_adopted:
                self._update(row, instance, values, entry)
            return instance
        if existing := self._find_existing(row, values):
            self._record(row, existing, {}, is_adopted=True)
            return existing
        return self._add(row, values)

    def _stored(self, row: Row) -> dict[Any, models.Model]:
        """The rows of this model that the demo loaded, by key; valid only until the next write."""
        label = _label(row)
        if label not in self.stored:
            self.stored[label] = row.table.rows.in_bulk(self.taken[label])
        return self.stored[label]

    def _find_existing(self, row: Row, values: Values) -> models.Model | None:
        taken = self.taken[_label(row)]
        values = values | _uid(row)
        for names in _natural_keys(row):
            if row.name and names == row.table.key:
                continue  # another row already has this key
            columns = [row.table.column(name) for name in names]
            beyond_key = [row.table.column(name) for name in names if name not in row.table.key]
            if any(values.get(column) in (None, "") for column in beyond_key):
                continue
            like = {column: values[column] for column in columns}
            if self._was_empty(row) and tuple(like.items()) not in self.added[_label(row)]:
                continue
            same = list(row.table.rows.filter(**like).order_by("pk"))
            for instance in same:
                if instance.pk not in taken:
                    return instance
            if same and not row.table.fixture.may_repeat:
                # The natural key is unique, so this is the same row, even if another fixture row
                # already maps to it.
                return same[0]
        return None

    def _was_empty(self, row: Row) -> bool:
        label = _label(row)
        if label not in self.was_empty:
            self.was_empty[label] = not row.table.rows.exists()
        return self.was_empty[label]

    def _add(self, row: Row, values: Values) -> models.Model:
        instance = row.table.model(**values, **_uid(row))
        instance.save()
        self.stored.clear()  # because saving may change other rows too
        for names in _natural_keys(row):
            columns = [row.table.column(name) for name in names]
            key = tuple((column, getattr(instance, column)) for column in columns)
            self.added[_label(row)].add(key)
        self.report.added[row.table.model] += 1
        self._record(row, instance, _as_texts(row, values), is_adopted=False)
        return instance

    def _update(self, row: Row, instance: models.Model, values: Values, entry: DemoRow) -> None:
        model = row.table.model
        columns = values.keys() | entry.loaded.keys()
        new_values = {column: values.get(column, default_of(model, column)) for column in columns}
        edited_columns = {
            column
            for column in columns
            if getattr(instance, column)
            not in (new_values[column], _last_loaded(model, column, entry))
        }
        skipped = _with_related_dates(row, edited_columns)
        changes = {
            column: new_values[column]
            for column in columns - skipped
            if getattr(instance, column) != new_values[column]
        }
        if changes and not self._save(row, instance, changes, is_edited=bool(edited_columns)):
            return
        current = {column: value for column, value in values.items() if column not in skipped}
        former = {column: text for column, text in entry.loaded.items() if column in skipped}
        if (loaded := former | _as_texts(row, current)) != entry.loaded:
            self._record(row, instance, loaded, is_adopted=False)

    def _save(self, row: Row, instance: models.Model, changes: Values, *, is_edited: bool) -> bool:
        for column, value in changes.items():
            setattr(instance, column, value)
        try:
            instance.full_clean()
        except ValidationError:
            if not is_edited:
                raise
            instance.refresh_from_db()
            self.report.skipped.append(f"{instance} ({row.location})")
            return False
        instance.save()
        self.stored.clear()
        self.report.updated[row.table.model] += 1
        return True

    def _record(
        self, row: Row, instance: models.Model, loaded: dict[str, str | None], is_adopted: bool
    ) -> None:
        entry = self.ledger.setdefault(row.key, DemoRow(key=row.key))
        entry.model, entry.object_id = _label(row), instance.pk
        entry.is_adopted, entry.loaded = is_adopted, loaded
        entry.save()
        self.taken[entry.model].add(entry.object_id)


def _with_related_dates(row: Row, edited_columns: set[str]) -> set[str]:
    relative_dates = relative_date_columns(row)
    return edited_columns | relative_dates if edited_columns & relative_dates else edited_columns


def _label(row: Row) -> str:
    return row.table.model._meta.label_lower


def _natural_keys(row: Row) -> tuple[tuple[str, ...], ...]:
    return row.table.fixture.natural or (row.table.key,)


def _uid(row: Row) -> Values:
    return {"uid": uuid.uuid5(EVENT_UIDS, row.key)} if row.table.model is Event else {}


def _last_loaded(model: type[models.Model], column: str, entry: DemoRow) -> Any:
    if column not in entry.loaded:
        return default_of(model, column)
    return from_text(model, column, entry.loaded[column])


def _as_texts(row: Row, values: Values) -> dict[str, str | None]:
    return {column: to_text(row.table.model, column, value) for column, value in values.items()}


def _error_text(error: ValidationError) -> str:
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(
        " ".join(texts) if name == "__all__" else f"{name}: {' '.join(texts)}"
        for name, texts in error.message_dict.items()
    )
