"""The records of rows: whose they were, which of them a user may read, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery, Value

from regions.rights import Rights


def model_of(row: Any) -> Any:
    """The model of a row, or of a record of one."""
    return getattr(row, "instance_type", type(row))


OWNER_THEN = "owner_then"


def owner_column(model: Any) -> str | None:
    """The column that says in a record whose the row was; None where no region owned it."""
    if model.owner_path is None:
        return None
    if "__" in model.owner_path:
        return OWNER_THEN
    if model.owner_path == "pk":
        return str(model._meta.pk.attname)
    return str(model._meta.get_field(model.owner_path).attname)


def owner_of(row: Any) -> int | None:
    """The region a row is of, or was of when this was recorded."""
    column = owner_column(model_of(row))
    return getattr(row, column, None) if column else None


def _records(model: Any) -> QuerySet:
    """The records of a model; of what hangs below another row with the region of that, then."""
    records: QuerySet = model.history.order_by()
    if owner_column(model) != OWNER_THEN:
        return records
    name, last = model.owner_path.split("__")
    above = model._meta.get_field(name)
    until_then = Q(history_date__lte=OuterRef("history_date")) | Q(change_id=OuterRef("change_id"))
    rows = above.related_model.history.filter(until_then, id=OuterRef(above.attname))
    last_of_them = rows.order_by("-history_date", "-history_id")
    return records.annotate(**{OWNER_THEN: Subquery(last_of_them.values(f"{last}_id")[:1])})


def readable_records(model: Any, rights: Rights) -> QuerySet:
    """What was recorded of a model, as far as this user may read it.

    Each record counts for the region it was of at that time, not for the one its row is of now.
    """
    records = _records(model)
    if rights.is_national or (model.is_shared and rights.open_admin):
        return records
    column = owner_column(model)
    return records.filter(**{f"{column}__in": rights.writes}) if column else records.none()


def records_of_regions(model: Any, rights: Rights, regions: Iterable[int]) -> QuerySet | None:
    """Of those the ones these regions owned; None where no region owns such rows."""
    column = owner_column(model)
    return readable_records(model, rights).filter(**{f"{column}__in": regions}) if column else None


@dataclass(frozen=True)
class Head:
    """Where a record stands in its row's history; `previous` may be one nobody here may read."""

    label: str
    record: int
    change: UUID
    at: datetime
    previous: int | None

    @property
    def model(self) -> Any:
        return apps.get_model(self.label)


def heads_of(records: Iterable[QuerySet]) -> list[Head]:
    """The heads of records of several models, the newest first, in one query."""
    first, *others = [_heads(one) for one in records]
    found = (first.union(*others, all=True) if others else first).order_by("-at", "-record")
    return [Head(**head) for head in found]


def _heads(records: QuerySet) -> QuerySet:
    model = model_of(records.model)
    key = model._meta.pk.attname
    earlier = model.history.filter(**{key: OuterRef(key)}, history_id__lt=OuterRef("history_id"))
    return records.order_by().values(
        label=Value(model._meta.label_lower, output_field=models.CharField()),
        record=F("history_id"),
        change=F("change_id"),
        at=F("history_date"),
        previous=Subquery(earlier.order_by("-history_id").values("history_id")[:1]),
    )


def latest_changes(records: Iterable[QuerySet], limit: int) -> list[UUID]:
    """The last changes that left one of these records, the newest first, in one query."""
    first, *others = [
        one.order_by().values("change_id").annotate(at=Max("history_date")) for one in records
    ]
    found: dict[UUID, None] = {}
    # One change stands here once for every model it touched.
    rows = first.union(*others, all=True).order_by("-at")[: limit * (len(others) + 1)]
    for row in rows:
        found.setdefault(row["change_id"])
    return list(found)[:limit]


def records_by_key(heads: Iterable[Head], rights: Rights) -> dict[tuple[str, int], Any]:
    """The records of these heads and the ones before them, as far as readable.

    One query for each model among them.
    """
    wanted: dict[str, set[int]] = {}
    for head in heads:
        keys = {head.record, head.previous} - {None}
        wanted.setdefault(head.label, set()).update(key for key in keys if key)
    return {
        (label, record.history_id): record
        for label, keys in wanted.items()
        for record in readable_records(apps.get_model(label), rights).filter(history_id__in=keys)
    }


def records_of(model: type[models.Model]) -> QuerySet:
    """What was kept of all rows of a model; its records call the key of a row `id`."""
    return model.history.all()  # type: ignore[attr-defined]


def last_history_id(row: models.Model) -> int:
    """The number of the last record of this row; 0 where there is none."""
    last = records_of(type(row)).filter(id=row.pk).aggregate(last=Max("history_id"))["last"]
    return last or 0
