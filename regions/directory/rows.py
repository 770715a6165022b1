"""Base of all public models: fully validated on save, and written only inside `changing()`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, ClassVar, Self, cast

from django.db import connection, models
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.signals import post_save, pre_delete, pre_save

from regions.rights import Rights
from regions.writing.changing import changing, current_change
from regions.writing.recording import DirectoryHistory, record_bulk


class DirectoryQuerySet(models.QuerySet):
    """Allows bulk writes only inside `changing()`, since they bypass `save()` and its checks."""

    def update(self, **kwargs: Any) -> int:
        current_change().touch_model(self.model)
        keys = list(self.values_list("pk", flat=True))
        row_count = super().update(**kwargs)
        rows: Any = self.model._base_manager.filter(pk__in=keys)
        record_bulk(rows, "~")
        return row_count

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        current_change().touch_model(self.model)
        new_rows = super().bulk_create(objs, *args, **kwargs)
        record_bulk(new_rows, "+")
        return new_rows

    def bulk_update(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> int:
        current_change().touch_model(self.model)
        return super().bulk_update(objs, *args, **kwargs)

    def bulk_delete(self) -> int:
        """Delete in one query, without cascades; fails if another row refers to one."""
        current_change().touch_model(self.model)
        record_bulk(self, "-")
        return self._raw_delete(self.db)

    def delete(self) -> tuple[int, dict[str, int]]:
        with changing():
            return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def locked(self) -> Self:
        """Lock these rows until the transaction ends, if one is open.

        This has no effect on SQLite, where a transaction locks the whole database.
        """
        if not connection.in_atomic_block:
            return self
        return self.order_by("pk").select_for_update(no_key=True)

    def with_last_change(self) -> Self:
        """Annotate with `changed_at`, the time of the newest history record."""
        records = cast(Any, self.model).history.filter(id=OuterRef("pk")).order_by("-history_date")
        return self.annotate(changed_at=Subquery(records.values("history_date")[:1]))

    def visible_to(self, rights: Rights) -> Self:
        model = cast(type[DirectoryModel], self.model)
        if rights.is_national or (model.is_shared and rights.open_admin):
            return self
        if model.owner_path is None:
            return self.none()
        return self.filter(**{f"{model.owner_path}__in": rights.writes})


class DirectoryModel(models.Model):
    """Base of public models: fully validated on save, and written only inside `changing()`."""

    objects = DirectoryQuerySet.as_manager()
    history = DirectoryHistory(inherit=True)

    # Lookup to the region that owns a row; a shared model can be read by anyone with a region. With
    # neither, only national editors can read it.
    owner_path: ClassVar[str | None] = None
    is_shared: ClassVar[bool] = False
    # Fields with personal data, each with the field that says whether it is public.
    public_if: ClassVar[dict[str, str]] = {}

    class Meta:
        abstract = True
        # Related managers use this manager, so that they cannot bypass `changing()` either.
        base_manager_name = "objects"

    # Fields computed from other fields in the row; always added to `update_fields`.
    derived_fields: ClassVar[tuple[str, ...]] = ()
    # Fields computed from other rows; if only these change, the history does not record it.
    derived_elsewhere: ClassVar[tuple[str, ...]] = ()

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Validate as the admin's form would, then write.

        Raise ValidationError with Dutch messages.
        """
        if update_fields is not None:
            update_fields = {*update_fields, *self.derived_fields}
        self._normalise_line_endings()
        with changing(savepoint=False):
            self.full_clean()
            super().save(*args, update_fields=update_fields, **kwargs)

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        self._meets_checks = self._meets_all_checks(frozenset(exclude or ()))
        super().validate_constraints(exclude=exclude)

    _meets_checks = False

    def get_constraints(self) -> list[tuple[type[models.Model], Sequence[models.BaseConstraint]]]:
        # Django queries once per check constraint, which is needed only for the message of a failed
        # one.
        constraints = super().get_constraints()
        if not self._meets_checks:
            return constraints
        return [
            (model, [row for row in rows if not isinstance(row, models.CheckConstraint)])
            for model, rows in constraints
        ]

    def _meets_all_checks(self, exclude: frozenset[str]) -> bool:
        checks = [row for row in self._meta.constraints if isinstance(row, models.CheckConstraint)]
        conditions = [Q(check.condition) for check in checks]
        conditions = [row for row in conditions if exclude.isdisjoint(row.referenced_base_fields)]
        if not conditions:
            return True
        fields = {field.name: field for field in self._meta.concrete_fields}
        fields["pk"] = self._meta.pk
        names = {name for row in conditions for name in row.referenced_base_fields}
        values = {name: Value(getattr(self, fields[name].attname), fields[name]) for name in names}
        return Q(*conditions).check(values)

    def _normalise_line_endings(self) -> None:
        # Replace CRLF, which browsers send: line endings alone are not a change.
        for field in self._meta.concrete_fields:
            value = getattr(self, field.attname, None)
            if isinstance(value, str) and "\r\n" in value:
                setattr(self, field.attname, value.replace("\r\n", "\n"))

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with changing(savepoint=False):
            return super().delete(*args, **kwargs)


def _require_change(sender: type[models.Model], **kwargs: Any) -> None:
    if issubclass(sender, DirectoryModel):
        current_change()


def _record_write(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    if issubclass(sender, DirectoryModel):
        current_change().touch(instance)


def connect_write_signals() -> None:
    # Check before the save: without a transaction the row would stay in the database.
    pre_save.connect(_require_change, dispatch_uid="directory_before_save")
    post_save.connect(_record_write, dispatch_uid="directory_saved")
    pre_delete.connect(_record_write, dispatch_uid="directory_deleted")
