"""Two people in the rows of one kind: who saved first, and who sent a form later."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.forms import ModelForm

from regions.editing.both_versions import THEIRS, SentRow, TwoVersions, put
from regions.editing.last_seen import ITSELF
from regions.editing.sent_rows import SentRows
from regions.history.names import Names
from regions.history.records import readable_records
from regions.history.words import differences_named, title_of
from regions.rights import Rights

TO_DELETE = "U wilt deze rij verwijderen, maar hij is intussen gewijzigd."
ADDED = "Toegevoegd. Deze rij staat nu ook in uw formulier."
DELETED = "Verwijderd. In uw formulier staat hij als nieuwe rij, met wat u typte."


@dataclass(frozen=True)
class RowInWords:
    """What happened to one row: a sentence where that says it, and the fields that differ."""

    title: str
    sentence: str = ""
    versions: list[TwoVersions] = field(default_factory=list)


@dataclass(frozen=True)
class Kind:
    """One kind of rows in a form: the row itself, or the rows of an inline."""

    prefix: str
    rows: QuerySet
    form_class: type[ModelForm]
    parent: str = ""  # the field that leads from a row below to the row itself

    def sent(self, key: int, data: Any) -> "SentRows | OnlyRow":
        return OnlyRow(key) if self.prefix == ITSELF else SentRows(data, self.prefix)


@dataclass(frozen=True)
class OnlyRow:
    """The row itself, which a form has one of and does not number."""

    key: int

    def by_key(self) -> dict[int, int]:
        return {self.key: 0}

    def row(self, number: int) -> None:
        return None

    def is_to_be_deleted(self, number: int) -> bool:
        return False

    def make_room(self, count: int) -> list[int]:
        return []


class Meeting:
    """What was stored, and what was sent, of the rows of one kind."""

    def __init__(
        self, kind: Kind, row: Model, data: Any, seen: dict[int, int], stored: dict[int, int]
    ) -> None:
        self.kind, self.row, self.data, self.seen, self.stored = kind, row, data, seen, stored
        self.sent = kind.sent(row.pk, data)
        numbers = self.sent.by_key()
        other = [key for key, last in stored.items() if seen.get(key) != last]
        self.changed = {key: numbers[key] for key in other if key in numbers}
        self.added = [key for key in other if key not in numbers and key not in seen]
        self.vanished = [
            key
            for key, number in numbers.items()
            if key in seen and key not in stored and not self.sent.is_to_be_deleted(number)
        ]
        self.records: dict[int, list[Any]] = {}
        self.sent_rows: dict[int, SentRow] = {}
        self.to_delete: dict[int, tuple[Model | None, Model]] = {}
        self.new: dict[int, Model] = {}

    def load(self, rights: Rights) -> None:
        """Read what was recorded and what is stored: two queries, however many rows."""
        if not (self.changed or self.added or self.vanished):
            return
        for record in self._records(rights):
            self.records.setdefault(record.id, []).append(record)
        rows = self.kind.rows.filter(pk__in=[*self.changed, *self.added]).in_bulk()
        self.new = {key: rows[key] for key in self.added}
        for key, number in self.changed.items():
            shown = self._as_shown(rows[key])
            if self.sent.is_to_be_deleted(number):
                self.to_delete[key] = shown, rows[key]
            else:
                self.sent_rows[key] = SentRow(
                    self.kind.form_class,
                    self.data,
                    rows[key],
                    shown,
                    prefix=self.sent.row(number),
                    fixed=[self.kind.parent],
                )

    def _records(self, rights: Rights) -> QuerySet:
        """The record each row was shown by and those after it; of an added row only its last."""
        since = {key: self.seen[key] for key in [*self.changed, *self.vanished] if key in self.seen}
        wanted = Q(history_id__in=[self.stored[key] for key in self.added])
        if since:
            wanted |= Q(id__in=since, history_id__gte=min(since.values()))
        records = readable_records(self.kind.rows.model, rights)
        return records.filter(wanted).order_by("history_id")

    def _as_shown(self, stored: Model) -> Model | None:
        record = self._shown_record(stored.pk)
        if record is None:
            return None
        shown = copy(stored)
        for column in record.tracked_fields:
            setattr(shown, column.attname, getattr(record, column.attname))
        return shown

    def _shown_record(self, key: int) -> Any:
        seen = self.seen.get(key)
        return next((one for one in self.records.get(key, []) if one.history_id == seen), None)

    def since(self) -> Iterator[Any]:
        """The records that the sender did not know of."""
        for key, records in self.records.items():
            yield from (one for one in records if one.history_id > self.seen.get(key, 0))

    def named(self) -> Iterator[Any]:
        """All that names are needed for."""
        yield from self.new.values()
        for records in self.records.values():
            yield from records
        for sent in self.sent_rows.values():
            yield from sent.rows()
        for pair in self.to_delete.values():
            yield from (row for row in pair if row is not None)

    @property
    def refuses(self) -> bool:
        return bool(self.new or self.to_delete) or any(
            sent.would_change_something for sent in self.sent_rows.values()
        )

    def in_words(self, names: Names) -> Iterator[RowInWords]:
        for sent in self.sent_rows.values():
            if versions := sent.versions(names):
                yield RowInWords(title_of(sent.stored, names), versions=versions)
        for shown, stored in self.to_delete.values():
            yield RowInWords(title_of(stored, names), TO_DELETE, _as_it_was(shown, stored, names))
        for row in self.new.values():
            yield RowInWords(title_of(row, names), ADDED)
        for key in self.vanished:
            if records := self.records.get(key):
                yield RowInWords(title_of(records[0], names), DELETED)

    def take_over(self) -> None:
        """Put into what was sent all that its sender left alone."""
        for sent in self.sent_rows.values():
            sent.take_over()
        for number, row in zip(self.sent.make_room(len(self.new)), self.new.values(), strict=True):
            prefix = self.sent.row(number)
            form: ModelForm = self.kind.form_class(instance=row, prefix=prefix)
            for bound in form:
                put(self.data, bound)
            self.data[f"{prefix}-id"] = str(row.pk)
            self.data[f"{prefix}-{self.kind.parent}"] = str(self.row.pk)


def _as_it_was(shown: Model | None, stored: Model, names: Names) -> list[TwoVersions]:
    return [
        TwoVersions.as_shown(change, THEIRS)
        for change in (differences_named(shown, stored, names) if shown else [])
    ]
