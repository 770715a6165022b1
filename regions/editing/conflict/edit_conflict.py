"""Describes an edit conflict: who changed what, and each field's stored and submitted value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.text import capfirst

from regions.editing.conflict.merge import Outcome
from regions.editing.conflict.merged_rows import MergedRow, MergedRows
from regions.history.fields import FieldChange, differences_with_names, field_label, value_in_words
from regions.history.moments import ago_in_words
from regions.history.names import AUTOMATIC, EMPTY, FORMER_USER, NOBODY_KNOWN, SOMEONE, Names
from regions.history.titles import title_of
from regions.rights import Rights

ANOTHER = "een andere redacteur"
UNNAMED = {SOMEONE, FORMER_USER, AUTOMATIC, NOBODY_KNOWN}
NOTES = {
    Outcome.CONFLICT: "U wijzigde dit allebei.",
    Outcome.OURS: "Alleen u wijzigde dit.",
    Outcome.UNKNOWN: "Dit verschilt.",
}
TAKEN_OVER = "Overgenomen in uw formulier."
THEIRS = "De ander wijzigde dit."
TO_DELETE = "U wilt deze rij verwijderen, maar hij is intussen gewijzigd."
ADDED = "Toegevoegd. Deze rij staat nu ook in uw formulier."
DELETED = "Verwijderd. In uw formulier staat hij als nieuwe rij, met wat u typte."


@dataclass(frozen=True)
class FieldDiff:
    label: str
    stored: str
    in_form: str
    note: str
    is_taken_over: bool = False  # `in_form` is the value the form was opened with


@dataclass(frozen=True)
class RowDiff:
    """The conflict in one row: a sentence, the fields that differ, or both."""

    title: str
    sentence: str = ""
    fields: list[FieldDiff] = field(default_factory=list)


@dataclass(frozen=True)
class EditConflict:
    """Shown to the user who submitted a form, instead of saving it.

    `refuses` is False if the rows of the form already show why they cannot be saved.
    """

    happened: list[str]  # changes with their user and age
    rows: list[RowDiff] = field(default_factory=list)
    refuses: bool = True
    is_base_known: bool = True  # whether the opened version is known


def edit_conflict(
    merged: Sequence[MergedRows], user: User, rights: Rights, *, is_base_known: bool
) -> EditConflict | None:
    """Return None if saving the submitted form would not undo anything.

    Submitting exactly what is already stored, as a double click does, is not a conflict.
    """
    refuses = not is_base_known or any(rows.refuses for rows in merged)
    if not (refuses or any(rows.deleted for rows in merged)):
        return None
    names = Names(rights, [named for rows in merged for named in rows.named()])
    since = [record for rows in merged for record in rows.since] if is_base_known else []
    return EditConflict(
        happened=describe_changes("gewijzigd", since, names, user),
        rows=[diff for rows in merged for diff in _row_diffs(rows, names)],
        refuses=refuses,
        is_base_known=is_base_known,
    )


def _row_diffs(rows: MergedRows, names: Names) -> Iterator[RowDiff]:
    for row in rows.updated:
        title = title_of(row.theirs, names)
        if row.to_delete:
            fields = [_as_shown(change, THEIRS) for change in _their_changes(row, names)]
            yield RowDiff(title, TO_DELETE, fields)
        elif row.outcomes:
            yield RowDiff(title, fields=list(_field_diffs(row, names)))
    for added in rows.added:
        yield RowDiff(title_of(added, names), ADDED)
    for key in rows.deleted:
        if records := rows.records.get(key):
            yield RowDiff(title_of(records[0], names), DELETED)


def _field_diffs(row: MergedRow, names: Names) -> Iterator[FieldDiff]:
    for name, outcome in row.outcomes.items():
        if outcome is not Outcome.THEIRS:
            column: Any = row.theirs._meta.get_field(name)
            stored_text, submitted_text = (
                value_in_words(column, version, names) for version in (row.theirs, row.ours)
            )
            in_form = row.unreadable.get(name, submitted_text) or EMPTY
            yield FieldDiff(capfirst(field_label(column)), stored_text, in_form, NOTES[outcome])
    for change in _their_changes(row, names):
        if row.outcomes.get(change.name) is Outcome.THEIRS:
            yield _as_shown(change, TAKEN_OVER)


def _their_changes(row: MergedRow, names: Names) -> list[FieldChange]:
    return differences_with_names(row.base, row.theirs, names) if row.base else []


def _as_shown(change: FieldChange, note: str) -> FieldDiff:
    label = capfirst(change.label)
    return FieldDiff(label, change.new_words, change.old_words, note, is_taken_over=True)


def describe_changes(verb: str, records: Iterable[Any], names: Names, user: User) -> list[str]:
    by_date = sorted(records, key=lambda record: record.history_date)
    last_of_change = {record.change_id: record for record in by_date}
    now = timezone.now()
    lines = [
        f"Intussen {verb} door {_who(record, names, user)}, "
        f"{ago_in_words(record.history_date, now)}."
        for record in reversed(last_of_change.values())
    ]
    return list(dict.fromkeys(lines))


def _who(record: Any, names: Names, user: User) -> str:
    if record.history_user_id == user.pk:
        return "uzelf"
    name = names.who(record)
    return ANOTHER if name in UNNAMED else name
