"""Writes a history record for every change to a public row; `regions.history` reads the records."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords

from regions.writing.changing import current_change

BATCH_SIZE = 500


def _change_id() -> UUID:
    return current_change().id


class Recorded(models.Model):
    """Base of all history records; records of one change have the same `change_id`."""

    change_id = models.UUIDField(default=_change_id, editable=False, db_index=True)

    class Meta:
        abstract = True


class RecordManager(HistoryManager):
    @classmethod
    @cache
    def from_queryset(cls, queryset_class: Any, class_name: str | None = None) -> Any:
        # django-simple-history gets this class every time `Model.history` is read, and creating it
        # costs more than a query.
        return super().from_queryset(queryset_class, class_name)


class DirectoryHistory(HistoricalRecords):
    """The history of a public model; a save that changes nothing adds no record."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("bases", (Recorded,))
        kwargs.setdefault("history_id_field", models.BigAutoField())
        kwargs.setdefault("history_manager", RecordManager)
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
        names = [field.attname for field in fields if field.name not in instance.derived_elsewhere]
        records = type(instance).history.filter(**{instance._meta.pk.attname: instance.pk})
        last = records.order_by("-history_id").values(*names).first()
        return last != {name: getattr(instance, name) for name in names}


def record_bulk(rows: Iterable[Any], history_type: str) -> None:
    rows = list(rows)
    if rows and history_type == "-":
        _record_deleted(rows)
    elif rows:
        records = type(rows[0]).history
        records.bulk_history_create(
            rows,
            update=history_type == "~",
            default_user=current_user(),
            default_change_reason=current_change().reason,
            batch_size=BATCH_SIZE,
        )


def _record_deleted(rows: list[Any]) -> None:
    # Record deletions in bulk, for which django-simple-history has no method.
    records = type(rows[0]).history.model
    metadata = {
        "history_date": timezone.now(),
        "history_user": current_user(),
        "history_type": "-",
        "history_change_reason": current_change().reason,
    }
    names = [field.attname for field in records.tracked_fields]
    records.objects.bulk_create(
        (records(**metadata, **{name: getattr(row, name) for name in names}) for row in rows),
        batch_size=BATCH_SIZE,
    )


def current_user() -> Any:
    request = getattr(HistoricalRecords.context, "request", None)
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None
