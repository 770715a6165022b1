"""Load the fixtures, so that doing it again is safe.

What is missing is added. What exists changes only where it still says what the demo last said and
the fixture now says something else, so an edit always stands.
"""

import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import models

from news.models import Event
from pactdir.demo.accounts import NoAccounts, make_accounts
from pactdir.demo.fixtures import Row, read_fixtures
from pactdir.demo.tables import DemoError, table_of
from pactdir.demo.values import (
    as_text,
    columns_that_move,
    default_of,
    from_text,
    values_of,
)
from pactdir.models import DemoRow
from regions.models import Region
from regions.writing.changing import changing

EVENT_UIDS = uuid.UUID("7f6d1f0a-3a55-4f0c-9a0e-5f7c2b8e4d11")


@dataclass
class Report:
    """What loading did."""

    added: Counter[type[models.Model]] = field(default_factory=Counter)
    updated: Counter[type[models.Model]] = field(default_factory=Counter)
    left_alone: list[str] = field(default_factory=list)
    accounts: list[str] = field(default_factory=list)
    no_accounts: str = ""


def load_demo(folder: Path, day: date) -> Report:
    """Bring the fixtures of `folder` into the database, all or nothing.

    Raises DemoError with a Dutch text that names the file and the row.
    """
    rows = read_fixtures(folder)
    with changing():
        loader = Loader(day)
        for row in rows:
            loader.load(row)
        try:
            loader.report.accounts = make_accounts(loader.region)
        except NoAccounts as reason:
            loader.report.no_accounts = str(reason)
    return loader.report


class Loader:
    """Loads row by row, and remembers which object each row became."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.report = Report()
        self.ledger = {entry.key: entry for entry in DemoRow.objects.all()}
        self.objects: dict[str, models.Model] = {}

    def load(self, row: Row) -> None:
        try:
            self.objects[row.key] = self._loaded(row, values_of(row, self.day, self.find))
        except DemoError as error:
            raise DemoError(f"{row.where}: {error}.") from error
        except ValidationError as error:
            raise DemoError(f"{row.where}: {_explained(error)}") from error

    def find(self, model: type[models.Model], reference: str) -> models.Model:
        name = table_of()[model].name
        if (found := self.objects.get(f"{name}:{reference}")) is None:
            raise DemoError(f"er is geen {name} {reference!r}")
        return found

    def region(self, slug: str) -> Region:
        return cast(Region, self.find(Region, slug))

    def _loaded(self, row: Row, values: dict[str, Any]) -> models.Model:
        entry = self.ledger.get(row.key)
        if entry and (known := row.table.rows.filter(pk=entry.object_id).first()):
            if not entry.is_adopted:
                self._update(row, known, values, entry)
            return known
        if stranger := self._recognised(row, values):
            self._remember(row, stranger, {}, is_adopted=True)
            return stranger
        return self._add(row, values)

    def _recognised(self, row: Row, values: dict[str, Any]) -> models.Model | None:
        """A row that someone else made and that is this one by its nature."""
        taken = [entry.object_id for entry in self.ledger.values() if entry.model == _label(row)]
        asked = values | _identity(row)
        for names in row.table.fixture.natural or (row.table.key,):
            columns = [row.table.column(name) for name in names]
            if all(asked.get(column) not in (None, "") for column in columns):
                same = row.table.rows.filter(**{column: asked[column] for column in columns})
                # Where only one can be, one that is already some other row of the demo is it too.
                if found := same.exclude(pk__in=taken).first() or (
                    None if row.table.fixture.may_repeat else same.first()
                ):
                    return found
        return None

    def _add(self, row: Row, values: dict[str, Any]) -> models.Model:
        added = row.table.model(**values, **_identity(row))
        added.save()
        self.report.added[row.table.model] += 1
        self._remember(row, added, _as_texts(row, values), is_adopted=False)
        return added

    def _update(
        self, row: Row, known: models.Model, values: dict[str, Any], entry: DemoRow
    ) -> None:
        """Bring up to date the columns that nobody edited since they were loaded."""
        model = row.table.model
        columns = values.keys() | entry.loaded.keys()
        wanted = {column: values.get(column, default_of(model, column)) for column in columns}
        edited = {
            column
            for column in columns
            if getattr(known, column) not in (wanted[column], _last(model, column, entry))
        }
        # Dates that move go together: where one was edited, the others stay beside it.
        moving = columns_that_move(row)
        held = edited | moving if edited & moving else edited
        change = {
            column: wanted[column]
            for column in columns - held
            if getattr(known, column) != wanted[column]
        }
        if change and not self._write(row, known, change, bool(edited)):
            return
        current = {column: value for column, value in values.items() if column not in held}
        kept = {column: text for column, text in entry.loaded.items() if column in held}
        if (loaded := kept | _as_texts(row, current)) != entry.loaded:
            self._remember(row, known, loaded, is_adopted=False)

    def _write(
        self, row: Row, known: models.Model, change: dict[str, Any], is_edited: bool
    ) -> bool:
        """Save the change; beside an edit it does not fit, leave the row and say so."""
        for column, value in change.items():
            setattr(known, column, value)
        try:
            known.full_clean()
        except ValidationError:
            if not is_edited:
                raise
            known.refresh_from_db()
            self.report.left_alone.append(f"{known} ({row.where})")
            return False
        known.save()
        self.report.updated[row.table.model] += 1
        return True

    def _remember(
        self, row: Row, known: models.Model, loaded: dict[str, Any], is_adopted: bool
    ) -> None:
        self.ledger[row.key], _ = DemoRow.objects.update_or_create(
            key=row.key,
            defaults={
                "model": _label(row),
                "object_id": known.pk,
                "is_adopted": is_adopted,
                "loaded": loaded,
            },
        )


def _label(row: Row) -> str:
    return row.table.model._meta.label_lower


def _identity(row: Row) -> dict[str, Any]:
    """What a row is recognised by in the world outside, the same on every machine."""
    return {"uid": uuid.uuid5(EVENT_UIDS, row.key)} if row.table.model is Event else {}


def _last(model: type[models.Model], column: str, entry: DemoRow) -> Any:
    if column not in entry.loaded:
        return default_of(model, column)
    return from_text(model, column, entry.loaded[column])


def _as_texts(row: Row, values: dict[str, Any]) -> dict[str, str | None]:
    return {column: as_text(row.table.model, column, value) for column, value in values.items()}


def _explained(error: ValidationError) -> str:
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(
        " ".join(texts) if name == "__all__" else f"{name}: {' '.join(texts)}"
        for name, texts in error.message_dict.items()
    )
