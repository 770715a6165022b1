"""Three-way merge of a row: a field that an editor changed keeps its value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pactdir.importing.imported_values import as_text, as_texts
from pactdir.importing.reading.layout import Layout
from pactdir.importing.reference_dates import is_older, read_date
from pactdir.models import ImportedRow
from regions.fields.partial_date import PartialDate


@dataclass(frozen=True)
class Merge:
    """`changed` is written; the fields in `conflicts` keep the editor's value.

    Those in `older` keep the value of a newer file.
    """

    changed: dict[str, Any]
    conflicts: dict[str, Any]
    older: dict[str, Any]
    texts: dict[str, str]  # the other values of the file, as `ImportedRow` stores them
    undated: set[str]  # changed fields whose value has a date, while the file has none


def merge(
    layout: type[Layout],
    existing: Any,
    values: Mapping[str, Any],
    last: ImportedRow | None,
    as_of: PartialDate | None,
) -> Merge:
    """`values` come from the file of that date, `last` from the previous import."""
    last_values = last.values if last else {}
    # Replace values of a derived kind, such as the boundary of a municipality, whatever their date.
    dates = last.dates if last and last.kind == layout.name else {}
    theirs = as_texts(layout.model, values)
    ours = {name: as_text(layout.model, name, getattr(existing, name)) for name in values}
    differing = {name for name in values if ours[name] != theirs[name]}
    conflicts = {name for name in differing if last_values.get(name, "") != ours[name]}
    older = {name for name in values if name in dates and is_older(as_of, read_date(dates[name]))}
    for group in layout.field_groups:
        if conflicts.intersection(group):
            conflicts |= differing.intersection(group)
        if older.intersection(group):
            older |= values.keys() & set(group)
    conflicts -= older
    kept = older & differing
    differing -= older
    differing -= {
        name for name, of in layout.dependent_fields.items() if of not in differing - conflicts
    }
    changed = differing - conflicts
    return Merge(
        {name: value for name, value in values.items() if name in changed},
        {name: value for name, value in values.items() if name in differing & conflicts},
        {name: value for name, value in values.items() if name in kept},
        {name: text for name, text in theirs.items() if name not in older},
        {name for name in changed if as_of is None and name in dates},
    )
