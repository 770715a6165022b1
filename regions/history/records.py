"""Queries history records: their owner at the time, who may read them, and their order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery, Value

from regions.rights import Rights


def model_of(row: Any) -> Any:
    return getattr(row, "instance_type", type(row))


OWNER_THEN = "owner_then"


def owner_column(model: Any) -> str | None:
    """Return the record's column with the region that owned the row, or None if shared."""
    if model.owner_path is None:
        return None
    if "__" in model.owner_path:
        return OWNER_THEN
    if model.owner_path == "pk":
        return str(model._meta.pk.attname)
    return str(model._meta.get_field(model.owner_path).attname)


def owner_of(row: Any) -> int | None:
    column = owner_column(model_of(row))
    return getattr(row, column, None) if column else None


def _records(model: Any) -> QuerySet:
    records: QuerySet = model.history.order_by()
    if owner_column(model) != OWNER_THEN:
        return records
    name, last = model.owner_path.split("__")
    parent = model._meta.get_field(name)
    until_then = Q(history_date__lte=OuterRef("history_date")) | Q(change_id=OuterRef("change_id"))
    parent_records = parent.related_model.history.filter(until_then, id=OuterRef(parent.attname))
    latest = parent_records.order_by("-history_date", "-history_id")
    return records.annotate(**{OWNER_THEN: Subquery(latest.values(f"{last}_id")[:1])})


def readable_records(model: Any, rights: Rights) -> QuerySet:
    # Filter by the region that owned the row at the time of the record, not the current owner.
    records = _records(model)
    if rights.is_national or (model.is_shared and rights.open_admin):
        return records
    column = owner_column(model)
    return records.filter(**{f"{column}__in": rights.writes}) if column else records.none()


def records_of_regions(model: Any, rights: Rights, regions: Iterable[int]) -> QuerySet | None:
    column = owner_column(model)
    return readable_records(model, rights).filter(**{f"{column}__in": regions}) if column else None


@dataclass(frozen=True)
class RecordRef:
    """A record and its predecessor, which the reader might not be allowed to see."""

    label: str
    record: int
    change: UUID
    at: datetime
    user: int | None
    previous: int | None

    @property
    def model(self) -> Any:
        return apps.get_model(self.label)


def record_refs(records: Iterable[QuerySet]) -> list[RecordRef]:
    first, *others = [_refs(queryset) for queryset in records]
    rows = (first.union(*others, all=True) if others else first).order_by("-at", "-record")
    return [RecordRef(**row) for row in rows]


def _refs(records: QuerySet) -> QuerySet:
    model = model_of(records.model)
    key = model._meta.pk.attname
    earlier = model.history.filter(**{key: OuterRef(key)}, history_id__lt=OuterRef("history_id"))
    return records.order_by().values(
        label=Value(model._meta.label_lower, output_field=models.CharField()),
        record=F("history_id"),
        change=F("change_id"),
        at=F("history_date"),
        user=F("history_user_id"),
        previous=Subquery(earlier.order_by("-history_id").values("history_id")[:1]),
    )


def latest_changes(records: Iterable[QuerySet], limit: int) -> list[UUID]:
    first, *others = [
        queryset.order_by().values("change_id").annotate(at=Max("history_date"))
        for queryset in records
    ]
    changes: dict[UUID, None] = {}
    # A change has a row for every model it touched.
    rows = first.union(*others, all=True).order_by("-at")[: limit * (len(others) + 1)]
    for row in rows:
        changes.setdefault(row["change_id"])
    return list(changes)[:limit]


def records_by_id(refs: Iterable[RecordRef], rights: Rights) -> dict[tuple[str, int], Any]:
    """Map (model label, id) to these records and their predecessors, if readable.

    This takes one query per model.
    """
    ids_by_label: dict[str, set[int]] = {}
    for ref in refs:
        ids = filter(None, [ref.record, ref.previous])
        ids_by_label.setdefault(ref.label, set()).update(ids)
    return {
        (label, record.history_id): record
        for label, ids in ids_by_label.items()
        for record in readable_records(apps.get_model(label), rights).filter(history_id__in=ids)
    }


def records_of(model: type[models.Model]) -> QuerySet:
    return model.history.all()  # type: ignore[attr-defined]


def last_history_id(row: models.Model) -> int:
    last = records_of(type(row)).filter(id=row.pk).aggregate(last=Max("history_id"))["last"]
    return last or 0


def records_of_row(row: Any, rights: Rights) -> QuerySet:
    records = readable_records(type(row), rights)
    return records.filter(**{type(row)._meta.pk.attname: row.pk})


def key_of(record: Any) -> int:
    return cast(int, getattr(record, model_of(record)._meta.pk.attname))


def stored_keys(records: Iterable[Any], rights: Rights) -> set[tuple[Any, int]]:
    keys_by_model: dict[Any, set[int]] = {}
    for record in records:
        keys_by_model.setdefault(model_of(record), set()).add(key_of(record))
    return {
        (model, key)
        for model, keys in keys_by_model.items()
        for key in model.objects.visible_to(rights).filter(pk__in=keys).values_list("pk", flat=True)
    }
