"""Child rows at two points in time: which were added, removed or changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from regions.history.fields import FieldChange, differences_with_names
from regions.history.names import Names
from regions.history.records import readable_records
from regions.history.timeline import ChildRows
from regions.history.titles import gist_of, title_of
from regions.rights import Rights


@dataclass(frozen=True)
class RowDifference:
    title: str
    sentence: str  # empty if the row existed both times
    changes: list[FieldChange] = field(default_factory=list)


@dataclass(frozen=True)
class KindOfRows:
    name: str
    differences: list[RowDifference]


def compare_children(
    row: Any,
    child_rows: Iterable[ChildRows],
    rights: Rights,
    moments: tuple[datetime | None, datetime | None],
) -> list[KindOfRows]:
    """The kinds that differ; a moment of None is now. Takes three queries per kind, plus names."""
    pairs = {children: _versions(row, children, rights, moments) for children in child_rows}
    versions = [version for rows in pairs.values() for pair in rows for version in pair if version]
    names = Names(rights, versions)
    kinds = [
        KindOfRows(
            str(children.model._meta.verbose_name_plural),
            [found for pair in rows if (found := _difference(*pair, names))],
        )
        for children, rows in pairs.items()
    ]
    return [kind for kind in kinds if kind.differences]


def _difference(older: Any, newer: Any, names: Names) -> RowDifference | None:
    title = title_of(newer or older, names)
    if older is None or newer is None:
        gist = gist_of(newer or older, names)
        sentence = "kwam erbij" if older is None else "is weg"
        return RowDifference(title, f"{sentence}: {gist}" if gist else sentence)
    changes = differences_with_names(older, newer, names)
    return RowDifference(title, "", changes) if changes else None


def _versions(
    row: Any,
    children: ChildRows,
    rights: Rights,
    moments: tuple[datetime | None, datetime | None],
) -> list[tuple[Any, Any]]:
    """Pairs of records of the rows that differ; None where the row did not exist."""
    key = children.model._meta.pk.attname
    readable = readable_records(children.model, rights).filter(**{children.column: row.pk})
    keys = set(readable.values_list(key, flat=True))
    # Include records in which the row had another parent: it was not a child of `row` then.
    records = children.model.history.filter(**{f"{key}__in": keys}).order_by("history_id")
    lasts: tuple[dict[int, int], dict[int, int]] = ({}, {})
    columns = (key, "history_id", "history_date", "history_type", children.column)
    for child, record, at, kind, parent in records.values_list(*columns):
        for last, moment in zip(lasts, moments, strict=True):
            if moment is None or at <= moment:
                last.pop(child, None)
                if kind != "-" and parent == row.pk:
                    last[child] = record
    pairs = [(lasts[0].get(child), lasts[1].get(child)) for child in sorted(keys)]
    pairs = [pair for pair in pairs if pair[0] != pair[1]]
    found = readable.in_bulk([record for pair in pairs for record in pair if record])
    return [(found.get(old), found.get(new)) for old, new in pairs]
