"""What the source says of a field that an editor filled in otherwise, and the way to take it over.

An import leaves such a field alone. On the form of the row its value stands with the field, for
national editors, with a button that takes it over: that is saved by itself, and the rest of the
form is not.
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

MEANWHILE = "Er is niets overgenomen, want dit is intussen gewijzigd. Hieronder staat het zoals nu."
SAME = "Dit staat er al zo: er is niets over te nemen."


@dataclass(frozen=True)
class Said:
    """What a source says of one field of a row, where the row says otherwise."""

    kind: str
    publisher: str
    field: Any
    value: Any
    words: str
    along: dict[str, str]  # what is written with it, by name

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.field.name}"

    @property
    def label(self) -> str:
        return field_label(self.field)


@dataclass(frozen=True)
class SaidBySources:
    key: int  # of the row
    seen: str  # the last history record of the row when it was compared
    said: list[Said]


def said_of(row: Any, rights: Rights) -> list[Said]:
    """What was last imported of this row and does not stand there; what is empty says nothing."""
    kinds = {one.name: one for one in KINDS if one.model is type(row)}
    memory = ImportedRow.objects.filter(kind__in=kinds, object_id=row.pk)
    return [
        said
        for one in memory.order_by("kind", "key")
        for said in _said(row, kinds[one.kind], one.values, rights)
    ]


def _said(row: Any, kind: Any, values: dict[str, str], rights: Rights) -> Iterator[Said]:
    for name, text in values.items():
        if name in kind.along:
            continue
        try:
            field: Any = type(row)._meta.get_field(name)
            if not text or as_text(type(row), name, getattr(row, field.attname)) == text:
                continue
            value = (field.target_field if field.is_relation else field).to_python(text)
        except (FieldDoesNotExist, ValidationError):
            continue  # an earlier edition of the site remembered it
        if field.is_relation and not field.related_model._base_manager.filter(pk=value).exists():
            continue
        theirs = copy(row)
        setattr(theirs, field.attname, value)
        words = value_in_words(field, theirs, Names(rights, [theirs]))
        along = {one: values.get(one, "") for one, leader in kind.along.items() if leader == name}
        yield Said(kind.name, kind.publisher, field, value, words, along)


class SourceSays(PastPages):
    """The form of a row that is imported too."""

    def urls(self) -> list[URLPattern]:
        return [self.path("<path:object_id>/take-over/", self.take_over_view, "take_over")]

    def form_class(self, request: HttpRequest, row: Any, form: type[ModelForm]) -> type[ModelForm]:
        for said in self._said(request, row):
            if (field := form.base_fields.get(said.field.name)) is not None:
                tells = render_to_string("admin/imports/_source_says.html", {"said": said})
                # Help is ours, and Django prints it as it stands.
                field.help_text = format_html("{} {}", mark_safe(field.help_text), tells)  # noqa: S308
        return form

    def form_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        if not self._said(request, row):
            return {}
        return {
            "take_over_address": self.address("take_over", row.pk),
            "take_over_seen": request.said_by_sources.seen,  # type: ignore[attr-defined]
        }

    def _said(self, request: HttpRequest, row: Any) -> list[Said]:
        """Read once in a request, before the form puts what was sent into the row."""
        if row is None or not rights_of(request).is_national:
            return []
        known: SaidBySources | None = getattr(request, "said_by_sources", None)
        if known is None or known.key != row.pk:
            said = said_of(row, rights_of(request))
            known = SaidBySources(row.pk, str(last_history_id(row)) if said else "", said)
            request.said_by_sources = known  # type: ignore[attr-defined]
        return known.said

    @method_decorator(require_POST)
    def take_over_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if not rights_of(request).is_national:
            raise PermissionDenied
        row = self.readable(request, object_id)
        if row is None:
            return self.missing(request, object_id)
        try:
            with changing():
                told = self._take_over(request, row.pk)
            messages.success(request, told)
        except Refused as refused:
            for reason in refused.reasons:
                messages.error(request, reason)
        return HttpResponseRedirect(self.address("change", row.pk))

    def _take_over(self, request: HttpRequest, key: int) -> str:
        """Under the lock of the row, so that nobody's newer work is undone by it."""
        row: Any = self.model._base_manager.filter(pk=key).locked().first()
        if row is None or request.POST.get("seen") != str(last_history_id(row)):
            raise Refused([MEANWHILE])
        asked = request.POST.get("field", "")
        said = next((one for one in said_of(row, rights_of(request)) if one.key == asked), None)
        if said is None:
            raise Refused([SAME])
        setattr(row, said.field.attname, said.value)
        for name, value in said.along.items():
            setattr(row, name, value)
        row._change_reason = f"overgenomen: {said.publisher} zegt dit"
        save_or_refuse(row.save, self.model)
        self.model_admin.log_change(request, row, capfirst(row._change_reason))
        return f"{capfirst(said.label)} is overgenomen: {said.words}."
