"""Rows of a file with what they are about; how a row finds its object, each kind of file says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pactdir.importing.imported_values import imported_rows
from pactdir.importing.outcome import Outcome
from pactdir.importing.reading.layout import Layout, Row
from pactdir.importing.run import Run
from pactdir.models import ImportedRow

Values = Callable[[Row], dict[str, Any]]


@dataclass(frozen=True)
class Match:
    """A row, the object it is about (None where it is new), and what it says of that."""

    row: Row
    present: Any | None
    values: dict[str, Any]  # by field of the model
    filled_before: frozenset[str] = frozenset()  # by another file of this import

    @property
    def open_values(self) -> dict[str, Any]:
        return {
            name: value for name, value in self.values.items() if name not in self.filled_before
        }


@dataclass
class Matches:
    matched: list[Match] = field(default_factory=list)
    left_out: list[Match] = field(default_factory=list)  # nothing is written of these
    existing: dict[str, Any] = field(default_factory=dict)  # our objects by the key in the file
    imported: dict[str, ImportedRow] = field(default_factory=dict)  # by earlier imports, by key
    # What stood in earlier files and is in none of this import; told with the last of its files.
    missing: dict[str, Any] = field(default_factory=dict)
    is_last_file: bool = True

    @property
    def known(self) -> list[Match]:
        return [match for match in self.matched if match.present is not None]

    @property
    def new(self) -> list[Match]:
        return [match for match in self.matched if match.present is None]


def match_rows(
    layout: type[Layout],
    rows: list[Row],
    existing: Mapping[str, Any],
    values: Values,
    run: Run,
    outcome: Outcome,
    *,
    imported: dict[str, ImportedRow] | None = None,
    is_written: Callable[[Row], bool] = lambda row: True,
    guessed: Callable[[Row], set[str]] = lambda row: set(),
) -> Matches:
    """Find each row among the `existing` by its key, also where an editor changed that.

    `values` says what a row tells, and of those fields `guessed` which another file may know
    better. A row that was imported and is not there any more was deleted by an editor: it stays
    away.
    """
    if imported is None:
        imported = imported_rows(layout.name)
    matches = Matches(existing=with_imported(existing, imported), imported=imported)
    note_keys(matches, layout, rows, run)
    for row in rows:
        present = matches.existing.get(row.key)
        if not is_written(row):
            matches.left_out.append(Match(row, present, values(row)))
            continue
        match = _match(layout, row, present, values(row), guessed(row), run)
        if match.present is None and row.key in imported:
            matches.left_out.append(match)
            name = row.cells.get("name", row.key)
            outcome.doubtful.append(f"{name}: door een redacteur verwijderd, blijft weg")
        else:
            matches.matched.append(match)
    return matches


def match_nothing(layout: type[Layout], rows: list[Row], run: Run) -> Matches:
    """Rows that are no rows of ours."""
    matches = Matches(left_out=[Match(row, None, {}) for row in rows])
    note_keys(matches, layout, rows, run)
    return matches


def with_imported(
    existing: Mapping[str, Any], imported: Mapping[str, ImportedRow]
) -> dict[str, Any]:
    """Also by the key of before: an editor may have changed the very code it was known by."""
    by_pk = {row.pk: row for row in existing.values()}
    former = {
        key: by_pk[row.object_id]
        for key, row in imported.items()
        if key not in existing and row.object_id in by_pk
    }
    return {**existing, **former}


def _match(
    layout: type[Layout],
    row: Row,
    present: Any | None,
    values: dict[str, Any],
    guessed: set[str],
    run: Run,
) -> Match:
    filled = run.filled_fields[layout.name, row.key]
    match = Match(row, present, values, frozenset(filled))
    filled |= match.open_values.keys() - guessed
    return match


def note_keys(matches: Matches, layout: type[Layout], rows: list[Row], run: Run) -> None:
    seen = run.seen_keys[layout.name]
    seen |= {row.key for row in rows}
    matches.is_last_file = not run.files_to_come[layout.name]
    if matches.is_last_file:
        matches.missing = {
            key: matches.existing[key]
            for key in matches.imported
            if key not in seen and key in matches.existing
        }
