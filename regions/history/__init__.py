"""What every public row said before: who changed it, when, and together with what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.utils import timezone
from simple_history.models import HistoricalRecords

from regions.changing import current_change

if TYPE_CHECKING:
    from regions.rights import Rights


ROWS_AT_ONCE = 500  # in one statement


def _change_id() -> UUID:
    return current_change().id


class Recorded(models.Model):
    """A row as one change left it. All that one change wrote bears the same `change_id`."""

    change_id = models.UUIDField(default=_change_id, editable=False, db_index=True)

    class Meta:
        abstract = True


class DirectoryHistory(HistoricalRecords):
    """The history of a public model; a save that changed nothing leaves no record."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("bases", (Recorded,))
        kwargs.setdefault("history_id_field", models.BigAutoField())
        super().__init__(**kwargs)

    def create_historical_record(
        self, instance: models.Model, history_type: str, using: str | None = None
    ) -> None:
        if history_type != "~" or self._differs_from_last(instance):
            super().create_historical_record(instance, history_type, using=using)

    def get_change_reason_for_object(
        self, instance: models.Model, history_type: str, using: str | None
    ) -> str | None:
        reason = super().get_change_reason_for_object(instance, history_type, using)
        return reason or current_change().reason or None

    def _differs_from_last(self, instance: Any) -> bool:
        fields = self.fields_included(instance)
        names = [field.attname for field in fields if field.name not in instance.fields_of_others]
        records = type(instance).history.filter(**{instance._meta.pk.attname: instance.pk})
        last = records.order_by("-history_id").values(*names).first()
        return last != {name: getattr(instance, name) for name in names}


def record_bulk(rows: Iterable[Any], history_type: str) -> None:
    """Record rows that were written without `save()`."""
    rows = list(rows)
    if rows and history_type == "-":
        _record_deleted(rows)
    elif rows:
        records = type(rows[0]).history
        records.bulk_history_create(
            rows,
            update=history_type == "~",
            default_user=_user_at_work(),
            default_change_reason=current_change().reason,
            batch_size=ROWS_AT_ONCE,
        )


def _record_deleted(rows: list[Any]) -> None:
    """What the library does for rows that are made or changed in bulk only."""
    records = type(rows[0]).history.model
    said = {
        "history_date": timezone.now(),
        "history_user": _user_at_work(),
        "history_type": "-",
        "history_change_reason": current_change().reason,
    }
    names = [one.attname for one in records.tracked_fields]
    records.objects.bulk_create(
        (records(**said, **{name: getattr(row, name) for name in names}) for row in rows),
        batch_size=ROWS_AT_ONCE,
    )


def _user_at_work() -> Any:
    request = getattr(HistoricalRecords.context, "request", None)
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


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
