"""New objects made, known ones changed where no editor did, and what was said of both noted."""

from __future__ import annotations

from collections.abc import Callable
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
from pactdir.importing.outcome import Outcome, difference
from pactdir.importing.problems import Problem
from pactdir.importing.reading.layout import Layout
from pactdir.importing.run import Run
from pactdir.importing.writing.merging import merge
from pactdir.models import ImportedRow
from regions.writing.changing import changing


@dataclass
class Written:
    objects: list[tuple[Match, Any]] = field(default_factory=list)  # each with its match
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
    complete: Callable[[list[Any]], None] = lambda rows: None,
    change: Callable[[Any, dict[str, Any]], None] = set_values,
) -> Written:
    """Write the matches; `complete` gives new objects what the file does not say.

    `change` fills in what the file says otherwise, before an object is saved.
    """
    known = [_write_known(layout, match, matches, run, outcome, change) for match in matches.known]
    imported = [row for row in known if row is not None]
    written = Written([(match, match.present) for match in matches.known])
    if created := _create(layout, matches.new, run, outcome, complete):
        imported += [
            _imported(layout, match, new, as_texts(layout.model, match.open_values), matches)
            for match, new in created
        ]
        written.objects += created
    store(imported)
    written.previous = previous_values({row.key for row in imported}, matches.imported)
    return written


def _write_known(
    layout: type[Layout],
    match: Match,
    matches: Matches,
    run: Run,
    outcome: Outcome,
    change: Callable[[Any, dict[str, Any]], None],
) -> ImportedRow | None:
    """Change it where the file says otherwise; None where that said the same before."""
    present: Any = match.present
    before = matches.imported.get(match.row.key)
    # What was said of another object, which an editor deleted, tells nothing of this one.
    last = before.values if before and before.object_id == present.pk else {}
    merged = merge(layout, present, match.open_values, last)
    outcome.kept += [difference(present, *kept) for kept in merged.kept.items()]
    if merged.changed:
        outcome.changed += [difference(present, *changed) for changed in merged.changed.items()]
        change(present, merged.changed)
        _save(layout, match, run, outcome)
        outcome.changed_rows += 1
    else:
        outcome.same += 1
        if before and all(text == last.get(name) for name, text in merged.texts.items()):
            return None
    return _imported(layout, match, present, merged.texts, matches)


def _save(layout: type[Layout], match: Match, run: Run, outcome: Outcome) -> None:
    present: Any = match.present
    try:
        present.save()
    except ValidationError as refusal:
        run.problems += [
            Problem(outcome.file, text, match.row.line, part=layout.part)
            for text in refusal.messages
        ]


def _create(
    layout: type[Layout],
    matches: list[Match],
    run: Run,
    outcome: Outcome,
    complete: Callable[[list[Any]], None],
) -> list[tuple[Match, Any]]:
    if not matches:
        return []
    for match in matches:
        set_values(match.row.instance, match.open_values)
    objects = [match.row.instance for match in matches]
    complete(objects)
    try:
        with changing():
            layout.model._default_manager.bulk_create(objects, batch_size=BATCH)
    except IntegrityError:
        text = "Een van de nieuwe rijen botst met wat er al staat; er is niets geladen."
        run.problems.append(Problem(outcome.file, text))
        return []
    outcome.new += map(str, objects)
    return list(zip(matches, objects, strict=True))


def _imported(
    layout: type[Layout], match: Match, row: Any, texts: dict[str, str], matches: Matches
) -> ImportedRow:
    """What this file says, added to what earlier ones said."""
    key = match.row.key
    before = matches.imported[key].values if key in matches.imported else {}
    return ImportedRow(kind=layout.name, key=key, object_id=row.pk, values={**before, **texts})
