"""Creates and updates objects, except fields that an editor changed, and stores what it wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError

from pactdir.importing.imported_values import (
    BATCH,
    PreviousValues,
    as_texts,
    previous_values,
    store,
)
from pactdir.importing.matching.matches import Match, Matches
from pactdir.importing.outcome import Outcome, difference_with
from pactdir.importing.problems import Problem
from pactdir.importing.reading.layout import Layout
from pactdir.importing.run import Run
from pactdir.importing.writing.merge import merge
from pactdir.models import ImportedRow
from regions.writing.changing import changing


@dataclass
class WriteResult:
    objects: list[tuple[Match, Any]] = field(default_factory=list)  # created and existing objects
    previous: PreviousValues = field(default_factory=dict)


def set_values(row: Any, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def write_rows(
    layout: type[Layout],
    matches: Matches,
    run: Run,
    outcome: Outcome,
    *,
    prepare: Callable[[list[Any]], None] = lambda rows: None,
    apply: Callable[[Any, dict[str, Any]], None] = set_values,
) -> WriteResult:
    """`prepare` fills the fields of new objects that are not in the file.

    `apply` sets changed values on an existing object before it is saved.
    """
    updated = [_update(layout, match, matches, run, outcome, apply) for match in matches.to_update]
    imported = [row for row in updated if row is not None]
    result = WriteResult([(match, match.existing) for match in matches.to_update])
    if created := _create(layout, matches.to_create, run, outcome, prepare):
        imported += [
            _imported_row(
                layout, match, row, as_texts(layout.model, match.values_to_write), matches, outcome
            )
            for match, row in created
        ]
        result.objects += created
    store(imported)
    own = {key: row for key, row in matches.imported.items() if row.kind == layout.name}
    result.previous = previous_values({row.key for row in imported}, own)
    return result


def _update(
    layout: type[Layout],
    match: Match,
    matches: Matches,
    run: Run,
    outcome: Outcome,
    apply: Callable[[Any, dict[str, Any]], None],
) -> ImportedRow | None:
    existing: Any = match.existing
    previous = matches.imported.get(match.row.key)
    # Values imported into another object, which an editor deleted, do not apply to this one.
    last = previous if previous and previous.object_id == existing.pk else None
    merged = merge(layout, existing, match.values_to_write, last, outcome.as_of)
    outcome.older += [difference_with(existing, *item) for item in merged.older.items()]
    outcome.undated += len(merged.undated)
    outcome.conflicts += [difference_with(existing, *item) for item in merged.conflicts.items()]
    if merged.changed:
        outcome.changed += [difference_with(existing, *item) for item in merged.changed.items()]
        apply(existing, merged.changed)
        _save(layout, match, run, outcome)
        outcome.changed_rows += 1
    else:
        outcome.unchanged += 1
        if last and _is_stored(merged.texts, last, match, outcome):
            return None
    return _imported_row(layout, match, existing, merged.texts, matches, outcome)


def _is_stored(texts: dict[str, str], last: ImportedRow, match: Match, outcome: Outcome) -> bool:
    dates = _dates(texts, match, outcome)
    return texts.items() <= last.values.items() and dates.items() <= last.dates.items()


def _dates(texts: Iterable[str], match: Match, outcome: Outcome) -> dict[str, str]:
    # The date of each value; an approximate value must yield to any file that knows better.
    if outcome.as_of is None:
        return {}
    return dict.fromkeys(set(texts) - match.approximate, outcome.as_of.isoformat())


def _save(layout: type[Layout], match: Match, run: Run, outcome: Outcome) -> None:
    existing: Any = match.existing
    try:
        existing.save()
    except ValidationError as error:
        run.problems += [
            Problem(outcome.file, text, match.row.line, part=layout.part) for text in error.messages
        ]


def _create(
    layout: type[Layout],
    matches: list[Match],
    run: Run,
    outcome: Outcome,
    prepare: Callable[[list[Any]], None],
) -> list[tuple[Match, Any]]:
    if not matches:
        return []
    for match in matches:
        set_values(match.row.instance, match.values_to_write)
    objects = [match.row.instance for match in matches]
    prepare(objects)
    try:
        with changing():
            layout.model._default_manager.bulk_create(objects, batch_size=BATCH)
    except IntegrityError:
        text = "Een van de nieuwe rijen botst met wat er al staat; er is niets geladen."
        run.problems.append(Problem(outcome.file, text))
        return []
    outcome.created += map(str, objects)
    return list(zip(matches, objects, strict=True))


def _imported_row(
    layout: type[Layout],
    match: Match,
    row: Any,
    texts: dict[str, str],
    matches: Matches,
    outcome: Outcome,
) -> ImportedRow:
    key = match.row.key
    previous = matches.imported.get(key)
    values = previous.values if previous else {}
    dates = previous.dates if previous and previous.kind == layout.name else {}
    return ImportedRow(
        kind=layout.name,
        key=key,
        object_id=row.pk,
        values={**values, **texts},
        dates={**dates, **_dates(texts, match, outcome)},
    )
