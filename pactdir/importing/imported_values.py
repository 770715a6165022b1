"""Values written by imports. A field that still has its imported value was not changed by an
editor.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import models

from pactdir.models import ImportedRow

BATCH = 500  # rows per statement
# The imported values as they were before this import, by row key; None for a new row. Undo restores
# them.
PreviousValues = dict[str, Any]


def imported_rows(kind: str, supersedes: Iterable[str] = ()) -> dict[str, ImportedRow]:
    """Map keys to rows; a row of a superseded kind is used only if this kind has none."""
    superseded = ImportedRow.objects.filter(kind__in=tuple(supersedes))
    return {
        row.key: row for rows in (superseded, ImportedRow.objects.filter(kind=kind)) for row in rows
    }


def previous_values(keys: Iterable[str], imported: Mapping[str, ImportedRow]) -> PreviousValues:
    return {key: snapshot(row) if (row := imported.get(key)) else None for key in sorted(keys)}


def snapshot(row: ImportedRow) -> dict[str, Any]:
    return {"values": {**row.values}, "dates": {**row.dates}, "object_id": row.object_id}


def store(rows: list[ImportedRow]) -> None:
    ImportedRow.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["values", "dates", "object_id"],
        batch_size=BATCH,
    )


def forget(
    kinds: Iterable[str], keys: set[str], imported: Mapping[str, ImportedRow]
) -> PreviousValues:
    """Record rows that the import deleted, which may return, unlike those deleted by editors."""
    ImportedRow.objects.filter(kind__in=tuple(kinds), key__in=keys).delete()
    return previous_values(keys, imported)


def rename(keys: Collection[str], imported: Mapping[str, ImportedRow]) -> PreviousValues:
    """Store rows under the key by which `imported` has them, if it is one of these keys."""
    renamed = {key: row for key, row in imported.items() if key in keys and row.key != key}
    previous: PreviousValues = {row.key: snapshot(row) for row in renamed.values()}
    ImportedRow.objects.filter(pk__in=[row.pk for row in renamed.values()]).delete()
    store([ImportedRow(kind=row.kind, key=key, **snapshot(row)) for key, row in renamed.items()])
    return previous | dict.fromkeys(renamed)


def as_text(model: type[models.Model], name: str, value: Any) -> str:
    model_field: Any = model._meta.get_field(name)
    if value is None or value == "":
        return ""
    if model_field.is_relation:
        return str(value.pk if isinstance(value, models.Model) else value)
    return str(model_field.value_to_string(model(**{name: value})))


def as_texts(model: type[models.Model], values: Mapping[str, Any]) -> dict[str, str]:
    return {name: as_text(model, name, value) for name, value in values.items()}
