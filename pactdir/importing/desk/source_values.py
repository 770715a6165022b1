"""Shows the source's value of a field that an editor changed, with a button to adopt it.

An import leaves such a field alone. National editors see the value next to the field in the row's
form; the button saves only that value, not the rest of the form.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import FieldDoesNotExist, PermissionDenied, ValidationError
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import URLPattern
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.views.decorators.http import require_POST

from pactdir.importing.imported_values import as_text
from pactdir.importing.kinds import KINDS
from pactdir.models import ImportedRow
from regions.assigned_rights import rights_of
from regions.editing.past import PastPages, Refused, save_or_refuse
from regions.history.fields import field_label, value_in_words
from regions.history.names import Names
from regions.history.records import last_history_id
from regions.rights import Rights
from regions.writing.changing import changing

CONFLICT = "Er is niets overgenomen, want dit is intussen gewijzigd. Hieronder staat het zoals nu."
SAME = "Dit staat er al zo: er is niets over te nemen."


@dataclass(frozen=True)
class SourceValue:
    """A value from the source for one field, if the row has a different value."""

    kind: str
    publisher: str
    field: Any
    value: Any
    words: str
    dependent_fields: dict[str, str]  # values to write along with it, by field name

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.field.name}"

    @property
    def label(self) -> str:
        return field_label(self.field)


@dataclass(frozen=True)
class RowSourceValues:
    pk: int  # primary key of the row
    seen: str  # the row's last history record when the values were loaded
    values: list[SourceValue]


def source_values(row: Any, rights: Rights) -> list[SourceValue]:
    kinds = {kind.name: kind for kind in KINDS if kind.model is type(row)}
    imported_rows = ImportedRow.objects.filter(kind__in=kinds, object_id=row.pk)
    return [
        source_value
        for imported_row in imported_rows.order_by("kind", "key")
        for source_value in _source_values(
            row, kinds[imported_row.kind], imported_row.values, rights
        )
    ]


def _source_values(
    row: Any, kind: Any, values: dict[str, str], rights: Rights
) -> Iterator[SourceValue]:
    for name, text in values.items():
        if name in kind.dependent_fields:
            continue
        try:
            field: Any = type(row)._meta.get_field(name)
            if not text or as_text(type(row), name, getattr(row, field.attname)) == text:
                continue
            value = (field.target_field if field.is_relation else field).to_python(text)
        except (FieldDoesNotExist, ValidationError):
            continue  # stored by an earlier version of the site
        if field.is_relation and not field.related_model._base_manager.filter(pk=value).exists():
            continue
        theirs = copy(row)
        setattr(theirs, field.attname, value)
        words = value_in_words(field, theirs, Names(rights, [theirs]))
        dependent_fields = {
            dependent: values.get(dependent, "")
            for dependent, main_field in kind.dependent_fields.items()
            if main_field == name
        }
        yield SourceValue(kind.name, kind.publisher, field, value, words, dependent_fields)


class SourceValuePart(PastPages):
    """Adds source values to the form of an imported row."""

    def urls(self) -> list[URLPattern]:
        return [self.path("<path:object_id>/take-over/", self.take_over_view, "take_over")]

    def form_class(self, request: HttpRequest, row: Any, form: type[ModelForm]) -> type[ModelForm]:
        for source_value in self._source_values(request, row):
            if (field := form.base_fields.get(source_value.field.name)) is not None:
                html = render_to_string(
                    "admin/imports/_source_value.html", {"source_value": source_value}
                )
                # Help texts are ours, and Django does not escape them.
                field.help_text = format_html("{} {}", mark_safe(field.help_text), html)  # noqa: S308
        return form

    def form_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        if not self._source_values(request, row):
            return {}
        return {
            "take_over_url": self.url("take_over", row.pk),
            "take_over_seen": request.row_source_values.seen,  # type: ignore[attr-defined]
        }

    def _source_values(self, request: HttpRequest, row: Any) -> list[SourceValue]:
        # Load them once per request, before the form changes the row.
        if row is None or not rights_of(request).is_national:
            return []
        cached: RowSourceValues | None = getattr(request, "row_source_values", None)
        if cached is None or cached.pk != row.pk:
            values = source_values(row, rights_of(request))
            cached = RowSourceValues(row.pk, str(last_history_id(row)) if values else "", values)
            request.row_source_values = cached  # type: ignore[attr-defined]
        return cached.values

    @method_decorator(require_POST)
    def take_over_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if not rights_of(request).is_national:
            raise PermissionDenied
        row = self.readable(request, object_id)
        if row is None:
            return self.missing(request, object_id)
        try:
            with changing():
                message = self._take_over(request, row.pk)
            messages.success(request, message)
        except Refused as error:
            for reason in error.reasons:
                messages.error(request, reason)
        return HttpResponseRedirect(self.url("change", row.pk))

    def _take_over(self, request: HttpRequest, pk: int) -> str:
        # Lock the row first, so that a newer edit is never overwritten.
        row: Any = self.model._base_manager.filter(pk=pk).locked().first()
        if row is None or request.POST.get("seen") != str(last_history_id(row)):
            raise Refused([CONFLICT])
        key = request.POST.get("field", "")
        values = source_values(row, rights_of(request))
        source_value = next((value for value in values if value.key == key), None)
        if source_value is None:
            raise Refused([SAME])
        setattr(row, source_value.field.attname, source_value.value)
        for name, value in source_value.dependent_fields.items():
            setattr(row, name, value)
        row._change_reason = f"overgenomen: {source_value.publisher} zegt dit"
        save_or_refuse(row.save, self.model)
        self.model_admin.log_change(request, row, capfirst(row._change_reason))
        return f"{capfirst(source_value.label)} is overgenomen: {source_value.words}."
