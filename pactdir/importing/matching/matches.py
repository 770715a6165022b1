"""Matches rows of a file with existing objects; each import kind supplies the matching rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pactdir.importing.imported_values import imported_rows
from pactdir.importing.matching.shifted import Renaming, detect_shift
from pactdir.importing.outcome import Outcome
from pactdir.importing.problems import CONFIRM_NAMES, Problem
from pactdir.importing.reading.layout import Layout, Row
from pactdir.importing.reference_dates import is_older, row_date
from pactdir.importing.run import Run
from pactdir.models import ImportedRow
from regions.fields.partial_date import PartialDate

NOT_IN_THE_NEWER = "staat niet in het nieuwere bestand, komt er niet bij"
# A newer file is complete, not an extract, if it has about as many rows as an older one and most of
# the same rows.
MIN_SHARE_OF_ROWS, MIN_SHARE_IN_COMMON = 0.9, 0.5
Values = Callable[[Row], dict[str, Any]]


@dataclass(frozen=True)
class Match:
    """`existing` is the object that the row describes, or None for a new one."""

    row: Row
    existing: Any | None
    values: dict[str, Any]  # keyed by model field
    already_filled: frozenset[str] = frozenset()  # fields set by another file in this import
    # fields for which another file may hold a more precise value
    approximate: frozenset[str] = frozenset()

    @property
    def values_to_write(self) -> dict[str, Any]:
        return {
            name: value for name, value in self.values.items() if name not in self.already_filled
        }


@dataclass
class Matches:
    matched: list[Match] = field(default_factory=list)
    skipped: list[Match] = field(default_factory=list)  # rows left out of the import
    existing: dict[str, Any] = field(default_factory=dict)  # stored objects by row key
    imported: dict[str, ImportedRow] = field(default_factory=dict)  # keyed by row key
    # Objects from earlier imports that are in neither this file nor a newer one; only complete once
    # the last file of a kind has been read.
    missing: dict[str, Any] = field(default_factory=dict)
    is_last_file: bool = True
    # A newer, complete file was imported (maybe in this run); rows absent from it no longer exist.
    is_superseded: bool = False
    may_remove: bool = False

    @property
    def to_update(self) -> list[Match]:
        return [match for match in self.matched if match.existing is not None]

    @property
    def to_create(self) -> list[Match]:
        return [match for match in self.matched if match.existing is None]


def match_rows(
    layout: type[Layout],
    rows: list[Row],
    existing: Mapping[str, Any],
    values: Values,
    run: Run,
    outcome: Outcome,
    *,
    imported: dict[str, ImportedRow] | None = None,
    should_write: Callable[[Row], bool] = lambda row: True,
    approximate: Callable[[Row], set[str]] = lambda row: set(),
) -> Matches:
    """Find the existing object of each row by key, even if an editor changed that key.

    `values` returns a row's values by model field; `approximate` names the fields for which another
    file may have better values. A row that was imported before but no longer exists was deleted by
    an editor, and is skipped.
    """
    if imported is None:
        imported = imported_rows(layout.name, layout.supersedes)
    matches = Matches(existing=with_imported_keys(existing, imported), imported=imported)
    dates = {key: row_date(row) for key, row in imported.items() if row.kind == layout.name}
    matches.is_superseded = _is_superseded(rows, dates, outcome.as_of)
    before = run.dates_before.setdefault(layout.name, dates)
    if not _is_superseded(rows, before, outcome.as_of):
        run.kinds_that_may_remove.add(layout.name)
    record_keys(matches, layout, rows, run, outcome.as_of)
    matches.may_remove = matches.is_last_file and layout.name in run.kinds_that_may_remove
    for row in rows:
        instance = matches.existing.get(row.key)
        is_gone = matches.is_superseded and layout.is_complete and instance is None
        if is_gone:
            outcome.older.append(f"{row.cells.get('name', row.key)}: {NOT_IN_THE_NEWER}")
        if is_gone or not should_write(row):
            matches.skipped.append(Match(row, instance, values(row)))
            continue
        match = _match(layout, row, instance, values(row), approximate(row), run)
        if match.existing is None and row.key in imported:
            matches.skipped.append(match)
            name = row.cells.get("name", row.key)
            outcome.warnings.append(f"{name}: door een redacteur verwijderd, blijft weg")
        else:
            matches.matched.append(match)
    if layout.is_complete and outcome.as_of is None and any(before.values()):
        outcome.undated += _count_added_and_removed(layout, matches)
    _check_names(layout, matches, run, outcome)
    return matches


def _is_superseded(
    rows: list[Row], dates: Mapping[str, PartialDate | None], as_of: PartialDate | None
) -> bool:
    newer = {key for key, date in dates.items() if is_older(as_of, date)}
    in_both = sum(row.key in newer for row in rows)
    return (
        len(newer) >= len(rows) * MIN_SHARE_OF_ROWS and in_both >= len(rows) * MIN_SHARE_IN_COMMON
    )


def _count_added_and_removed(layout: type[Layout], matches: Matches) -> int:
    removed = sum(
        layout.would_remove(matches.imported[key], row) for key, row in matches.missing.items()
    )
    return len(matches.to_create) + removed


def _check_names(layout: type[Layout], matches: Matches, run: Run, outcome: Outcome) -> None:
    field = layout.identifying_name
    if not field or run.names_confirmed:
        return
    renamings = [
        Renaming(match.row.line, match.row.key, str(stored), str(match.values[field]))
        for match in matches.to_update
        if field in match.values_to_write and (stored := getattr(match.existing, field))
    ]
    if (shift := detect_shift(renamings)) is not None:
        text = f"{shift.in_words} {CONFIRM_NAMES}"
        run.problems.append(Problem(outcome.file, text, shift.first.line, part=layout.part))


def skip_all(layout: type[Layout], rows: list[Row], run: Run) -> Matches:
    matches = Matches(skipped=[Match(row, None, {}) for row in rows])
    record_keys(matches, layout, rows, run)
    return matches


def with_imported_keys(
    existing: Mapping[str, Any], imported: Mapping[str, ImportedRow]
) -> dict[str, Any]:
    # Add the key from each object's last import, since an editor may have changed its code.
    by_pk = {row.pk: row for row in existing.values()}
    by_old_key = {
        key: by_pk[row.object_id]
        for key, row in imported.items()
        if key not in existing and row.object_id in by_pk
    }
    return {**existing, **by_old_key}


def _match(
    layout: type[Layout],
    row: Row,
    existing: Any | None,
    values: dict[str, Any],
    approximate: set[str],
    run: Run,
) -> Match:
    filled = run.filled_fields[layout.name, row.key]
    match = Match(row, existing, values, frozenset(filled), frozenset(approximate))
    filled |= match.values_to_write.keys() - approximate
    return match


def record_keys(
    matches: Matches,
    layout: type[Layout],
    rows: list[Row],
    run: Run,
    as_of: PartialDate | None = None,
) -> None:
    seen, newest = run.seen_keys[layout.name], run.newest_dates.get(layout.name)
    # Rows missing from the newest file no longer exist, even if an older file still has them.
    if not (layout.is_complete and matches.is_superseded and is_older(as_of, newest)):
        seen |= {row.key for row in rows}
    # Treat rows last imported from a newer file as seen: that file may be an extract, so it cannot
    # supersede this one as a whole.
    before = run.dates_before.get(layout.name, {})
    seen |= {key for key, date in before.items() if is_older(newest, date)}
    matches.is_last_file = not run.remaining_files[layout.name]
    if matches.is_last_file:
        matches.missing = {
            key: matches.existing[key]
            for key in matches.imported
            if key not in seen and key in matches.existing
        }
