"""Three-way merge of a row: a field that an editor changed keeps its value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pactdir.importing.imported_values import as_text, as_texts
from pactdir.importing.reading.layout import Layout


@dataclass(frozen=True)
class Merge:
    """`changed` is written; the fields in `conflicts` keep the value of the editor."""

    changed: dict[str, Any]
    conflicts: dict[str, Any]
    texts: dict[str, str]  # all values of the file, as `ImportedRow` stores them


def merge(
    layout: type[Layout], existing: Any, values: Mapping[str, Any], last: Mapping[str, str]
) -> Merge:
    """`values` come from the file, `last` from the previous import."""
    theirs = as_texts(layout.model, values)
    ours = {name: as_text(layout.model, name, getattr(existing, name)) for name in values}
    differing = {name for name in values if ours[name] != theirs[name]}
    conflicts = {name for name in differing if last.get(name, "") != ours[name]}
    for group in layout.field_groups:
        if conflicts.intersection(group):
            conflicts |= differing.intersection(group)
    differing -= {
        name for name, of in layout.dependent_fields.items() if of not in differing - conflicts
    }
    return Merge(
        {name: value for name, value in values.items() if name in differing - conflicts},
        {name: value for name, value in values.items() if name in differing & conflicts},
        theirs,
    )
