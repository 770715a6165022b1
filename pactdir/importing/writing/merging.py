"""What a file says of an object merged with what stands there: a field an editor wrote stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pactdir.importing.imported_values import as_text, as_texts
from pactdir.importing.reading.layout import Layout


@dataclass(frozen=True)
class Merge:
    """Of the fields that differ: what is written, and where an editor says otherwise."""

    changed: dict[str, Any]
    kept: dict[str, Any]
    texts: dict[str, str]  # of all that the file says, as the imported values hold it


def merge(
    layout: type[Layout], present: Any, values: Mapping[str, Any], last: Mapping[str, str]
) -> Merge:
    """`values` is what the file says now, `last` what an import said before."""
    theirs = as_texts(layout.model, values)
    ours = {name: as_text(layout.model, name, getattr(present, name)) for name in values}
    differing = {name for name in values if ours[name] != theirs[name]}
    kept = {name for name in differing if last.get(name, "") != ours[name]}
    for group in layout.together:
        if kept.intersection(group):
            kept |= differing.intersection(group)
    differing -= {name for name, leader in layout.along.items() if leader not in differing - kept}
    return Merge(
        {name: value for name, value in values.items() if name in differing - kept},
        {name: value for name, value in values.items() if name in differing & kept},
        theirs,
    )
