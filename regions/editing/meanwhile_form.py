"""Two people on one page of the admin: the second is told, and loses nothing."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import TO_FIELD_VAR
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.models import _get_foreign_key
from django.http import HttpRequest, QueryDict
from django.urls import reverse

from regions.assigned_rights import rights_of
from regions.directory import DirectoryModel
from regions.editing.last_seen import ITSELF, RowsBelow, is_overtaken, last_seen, opened, sealed
from regions.editing.meanwhile import Reader, Report, compared, happened
from regions.editing.meeting import Kind
from regions.editing.sent_rows import SentRows
from regions.history.names import Names
from regions.history.records import readable_records

FIELD = "last_seen"
NOT_SAVED = "Er is nog niets opgeslagen. Kijk na wat er intussen is gewijzigd."
NOT_THERE = "Er is nog niets opgeslagen. Sla op om dit opnieuw toe te voegen."
OVERTAKEN = "Iemand anders sloeg dit op hetzelfde moment op. Kijk het na en sla nog eens op."


class Meanwhile(admin.ModelAdmin):
    """Notices that a row was changed since its form was opened. Works inside the open door.

    Compares before anything is saved, and again when all is written: by then whoever wrote the
    same rows meanwhile has committed. That takes no lock of its own, which would have to be taken
    in the order in which the checks of all models lock theirs.
    """

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        context = dict(extra_context or {})
        if object_id is not None and "_saveasnew" not in request.POST:
            row = self._asked_for(request, object_id)
            if row is not None and self.has_change_permission(request, row):
                context |= self._watch(request, row)
            elif row is None and (report := self._deleted(request, object_id)):
                request.refused = [NOT_THERE]  # type: ignore[attr-defined]
                request.POST = self._to_add_again(request)  # type: ignore[assignment]
                context |= {"meanwhile": report}
                object_id, form_url = None, self._address_to_add()
        return super().changeform_view(request, object_id, form_url, context)

    def _asked_for(self, request: HttpRequest, object_id: str) -> Model | None:
        to_field = request.POST.get(TO_FIELD_VAR, request.GET.get(TO_FIELD_VAR))
        if to_field and not self.to_field_allowed(request, to_field):
            return None
        return self.get_object(request, unquote(object_id), to_field)

    def _watch(self, request: HttpRequest, row: Model) -> dict[str, Any]:
        """Tell what is stored now, and on its way back what that did not say when it was shown."""
        if not isinstance(row, DirectoryModel):
            return {}
        below = self._rows_below(request, row)
        stored = last_seen(row, below)
        context: dict[str, Any] = {FIELD: sealed(row, stored)}
        if request.method == "POST":
            request.before_saving = (row, below, stored)  # type: ignore[attr-defined]
            seen = opened(row, request.POST.get(FIELD, ""))
            if seen != stored:
                data = request.POST.copy()
                reader = Reader(request.user, rights_of(request))  # type: ignore[arg-type]
                kinds = self._kinds(request, row)
                if report := compared(kinds, row, data, seen, stored, reader):
                    request.POST = data  # type: ignore[assignment]
                    context["meanwhile"] = report
                    if report.refuses:
                        request.refused = [NOT_SAVED]  # type: ignore[attr-defined]
        return context

    def _rows_below(self, request: HttpRequest, row: Model) -> list[RowsBelow]:
        below = []
        for inline, prefix, parent in self._inlines_by_prefix(request, row):
            if inline.has_change_permission(request, row):
                rows = inline.get_queryset(request).filter(**{parent: row})
                below.append(RowsBelow(prefix, rows))
        return below

    def _inlines_by_prefix(self, request: HttpRequest, row: Any) -> Iterator[tuple[Any, str, str]]:
        """Each with the field that leads from its rows to the row itself."""
        for inline in self.get_inline_instances(request, row):
            to_parent = _get_foreign_key(self.model, inline.model, fk_name=inline.fk_name)
            yield inline, to_parent.remote_field.get_accessor_name(), to_parent.name

    def _kinds(self, request: HttpRequest, row: Any) -> list[Kind]:
        fields = flatten_fieldsets(self.get_fieldsets(request, row))
        form_class = self.get_form(request, row, change=True, fields=fields)
        kinds = [Kind(ITSELF, self.get_queryset(request), form_class)]
        for formset, inline in self.get_formsets_with_inlines(request, row):
            if inline.has_change_permission(request, row):
                rows = inline.get_queryset(request)
                prefix, parent = formset.get_default_prefix(), formset.fk.name
                kinds.append(Kind(prefix, rows, formset.form, parent))
        return kinds

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        before = getattr(request, "before_saving", None)
        if change and before and is_overtaken(*before):
            raise ValidationError(OVERTAKEN)

    def _deleted(self, request: HttpRequest, object_id: str) -> Report | None:
        """Who deleted the row that this form was for, told to who may add it again."""
        if request.method != "POST" or not issubclass(self.model, DirectoryModel):
            return None
        if not (self.has_change_permission(request) and self.has_add_permission(request)):
            return None
        try:
            key = self.model._meta.pk.to_python(unquote(object_id))
        except ValidationError:
            return None
        rights = rights_of(request)
        last = readable_records(self.model, rights).filter(id=key).order_by("history_id").last()
        if last is None or last.history_type != "-":
            return None
        reader = Reader(request.user, rights)  # type: ignore[arg-type]
        return Report(happened("verwijderd", [last], Names(rights, [last]), reader))

    def _to_add_again(self, request: HttpRequest) -> QueryDict:
        data = request.POST.copy()
        for _, prefix, parent in self._inlines_by_prefix(request, None):
            SentRows(data, prefix).forget_parent(parent)
        return data

    def _address_to_add(self) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_add"
        return reverse(name, current_app=self.admin_site.name)
