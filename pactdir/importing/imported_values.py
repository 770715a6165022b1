"""The values that earlier imports wrote, by which an import tells an editor's work from its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from pactdir.models import ImportedRow

BATCH = 500  # rows in one statement
# What was imported before of the rows that an import now says something else of, by key; None of a
# row that is new. Undoing the import puts these back.
PreviousValues = dict[str, Any]


def imported_rows(kind: str) -> dict[str, ImportedRow]:
    return {row.key: row for row in ImportedRow.objects.filter(kind=kind)}


def previous_values(keys: Iterable[str], imported: Mapping[str, ImportedRow]) -> PreviousValues:
    return {
        key: {"values": row.values, "object_id": row.object_id}
        if (row := imported.get(key))
        else None
        for key in sorted(keys)
    }


def store(rows: list[ImportedRow]) -> None:
    ImportedRow.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["values", "object_id"],
        batch_size=BATCH,
    )


def forget(kind: str, keys: set[str], imported: Mapping[str, ImportedRow]) -> PreviousValues:
    """For rows that an import deleted: no editor did, so they may come back."""
    ImportedRow.objects.filter(kind=kind, key__in=keys).delete()
    return previous_values(keys, imported)


def as_text(model: type[models.Model], name: str, value: Any) -> str:
    """A value as it is stored among the imported values."""
    model_field: Any = model._meta.get_field(name)
    if value is None or value == "":
        return ""
    if model_field.is_relation:
        return str(value.pk if isinstance(value, models.Model) else value)
    return str(model_field.value_to_string(model(**{name: value})))


def as_texts(model: type[models.Model], values: Mapping[str, Any]) -> dict[str, str]:
    return {name: as_text(model, name, value) for name, value in values.items()}
