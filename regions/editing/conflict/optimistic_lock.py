"""The optimistic lock of an admin form."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

from django.contrib.admin.options import TO_FIELD_VAR, InlineModelAdmin
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest, QueryDict

from regions.assigned_rights import rights_of
from regions.directory import DirectoryModel
from regions.editing.composed import FormCall, Part, refuse
from regions.editing.conflict.edit_conflict import EditConflict, describe_changes, edit_conflict
from regions.editing.conflict.merged_rows import merged_rows
from regions.editing.conflict.version import (
    OWN_ROW,
    RowSet,
    Version,
    is_overtaken,
    signed,
    stored_version,
    unsigned,
)
from regions.editing.formset_data import FormsetData
from regions.editing.inlines import parent_field, prefix_of
from regions.history.names import Names
from regions.history.records import readable_records

VERSION_FIELD = "form_version"
NOT_SAVED = "Er is nog niets opgeslagen. Kijk na wat er intussen is gewijzigd."
ROW_WAS_DELETED = "Er is nog niets opgeslagen. Sla op om dit opnieuw toe te voegen."
SAVED_BY_OTHER = "Iemand anders sloeg dit op hetzelfde moment op. Kijk het na en sla nog eens op."


class OptimisticLock(Part):
    """Rejects a form whose rows were changed since it was opened.

    It compares versions before anything is saved, and again when all is written: by then, any other
    writer of the same rows has committed. This needs no extra database locks, which would have to
    be taken in the same order as those of all model checks.
    """

    def open_form(self, request: HttpRequest, call: FormCall) -> None:
        if call.object_id is None or "_saveasnew" in request.POST:
            return
        row = self._requested_row(request, call.object_id)
        if row is not None and self.model_admin.has_change_permission(request, row):
            call.context |= self._compare(request, row)
        elif row is None and (conflict := self._deleted(request, call.object_id)):
            refuse(request, [ROW_WAS_DELETED])
            request.POST = self._to_add_again(request)  # type: ignore[assignment]
            call.context["edit_conflict"] = conflict
            call.object_id, call.form_url = None, self.url("add")

    def _requested_row(self, request: HttpRequest, object_id: str) -> Model | None:
        to_field = request.POST.get(TO_FIELD_VAR, request.GET.get(TO_FIELD_VAR))
        if to_field and not self.model_admin.to_field_allowed(request, to_field):
            return None
        return self.model_admin.get_object(request, unquote(object_id), to_field)

    def _compare(self, request: HttpRequest, row: Model) -> dict[str, Any]:
        if not isinstance(row, DirectoryModel):
            return {}
        row_sets = list(self._row_sets(request, row))
        stored = stored_version(row_sets)
        context: dict[str, Any] = {VERSION_FIELD: signed(row, stored)}
        if request.method == "POST":
            request.is_overtaken = partial(is_overtaken, row_sets, stored)  # type: ignore[attr-defined]
            base = unsigned(row, request.POST.get(VERSION_FIELD, ""))
            if base != stored:
                context["edit_conflict"] = self._merge(request, row, row_sets, base, stored)
        return context

    def _merge(
        self,
        request: HttpRequest,
        row: Model,
        row_sets: list[RowSet],
        base: Version | None,
        stored: Version,
    ) -> EditConflict | None:
        data, rights, base_version = request.POST.copy(), rights_of(request), base or {}
        merged = [
            merged_rows(rows, data, base_version.get(rows.prefix, {}), stored[rows.prefix], rights)
            for rows in row_sets
        ]
        user: Any = request.user
        conflict = edit_conflict(merged, user, rights, is_base_known=base is not None)
        if conflict is not None:
            for rows in merged:
                rows.write(data, row.pk)
            request.POST = data  # type: ignore[assignment]
            if conflict.refuses:
                refuse(request, [NOT_SAVED])
        return conflict

    def _row_sets(self, request: HttpRequest, row: Any) -> Iterator[RowSet]:
        def form_class() -> type[ModelForm]:
            fields = flatten_fieldsets(self.model_admin.get_fieldsets(request, row))
            return self.model_admin.get_form(request, row, change=True, fields=fields)

        own_row = self.model_admin.get_queryset(request).filter(pk=row.pk)
        yield RowSet(OWN_ROW, own_row, cache(form_class))
        for inline in self.model_admin.get_inline_instances(request, row):
            if inline.has_change_permission(request, row):
                parent = parent_field(inline).name
                rows = inline.get_queryset(request).filter(**{parent: row})
                form_of = cache(partial(_inline_form, inline, request, row))
                yield RowSet(prefix_of(inline), rows, form_of, parent)

    def saved(self, request: HttpRequest, form: Any, change: bool) -> None:
        is_late: Callable[[], bool] | None = getattr(request, "is_overtaken", None)
        if change and is_late is not None and is_late():
            raise ValidationError(SAVED_BY_OTHER)

    def _deleted(self, request: HttpRequest, object_id: str) -> EditConflict | None:
        if request.method != "POST" or not issubclass(self.model, DirectoryModel):
            return None
        may_change = self.model_admin.has_change_permission(request)
        if not (may_change and self.model_admin.has_add_permission(request)):
            return None
        try:
            key = self.model._meta.pk.to_python(unquote(object_id))
        except ValidationError:
            return None
        rights = rights_of(request)
        last = readable_records(self.model, rights).filter(id=key).order_by("history_id").last()
        if last is None or last.history_type != "-":
            return None
        user: Any = request.user
        return EditConflict(describe_changes("verwijderd", [last], Names(rights, [last]), user))

    def _to_add_again(self, request: HttpRequest) -> QueryDict:
        data = request.POST.copy()
        for inline in self.model_admin.get_inline_instances(request):
            rows = FormsetData(data, prefix_of(inline))
            rows.drop(parent_field(inline).name, range(rows.total))
        return data


def _inline_form(inline: InlineModelAdmin, request: HttpRequest, row: Model) -> type[ModelForm]:
    return inline.get_formset(request, row).form
