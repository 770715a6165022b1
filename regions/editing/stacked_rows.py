"""Inline rows, each collapsed to one line; users who may write the parent may write them."""

from datetime import date
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from regions.assigned_rights import rights_of
from regions.editing.date_fields import ConfirmsUnlikelyYears
from regions.editing.fieldsets import remaining_fields
from regions.editing.formset_data import MAX_ROWS
from regions.editing.formsets import DirectoryFormSet
from regions.editing.help import explanations
from regions.editing.options import ScopedOptions
from regions.models import Participation, Region
from regions.rights import parent_field_name


class StackedRows(ScopedOptions, admin.StackedInline):
    """A stacked inline with collapsed rows, since a table of fields does not fit on a phone."""

    template = "admin/edit_inline/rows.html"
    form = ConfirmsUnlikelyYears
    formset = DirectoryFormSet
    extra = 0
    classes = ["collapse"]
    max_num = MAX_ROWS
    select_related: ClassVar[list[str]] = []

    def row_title(self, row: Any) -> str:
        return str(row)

    def row_note(self, row: Any) -> str:
        return ""

    def empty_text(self, parent: Any) -> str:
        return "Nog niets opgegeven."

    def is_past(self, row: Any, day: date) -> bool:
        return isinstance(row, Participation) and row.is_former(day)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        texts = explanations(self.model)
        return super().get_formset(request, obj, absolute_max=MAX_ROWS, help_texts=texts, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return rows.select_related(*self.select_related) if self.select_related else rows

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = super().get_fields(request, obj)
        if rights_of(request).is_national:
            return fields
        return remaining_fields(fields, self.national_fields)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if rights_of(request).is_national:
            return super().has_view_permission(request, obj)
        return self.scope.is_known and (obj is None or rights_of(request).may_read(obj))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        rights = rights_of(request)
        if rights.is_national:
            return super().has_change_permission(request, obj)
        if obj is None:  # inside a row that is being added
            return self._shares_owner_with_parent() and bool(self.scope.regions(rights))
        is_below = isinstance(obj, Region) or self._shares_owner_with_parent()
        return is_below and self.scope.is_owned and self.scope.may_write(rights, obj)

    def _shares_owner_with_parent(self) -> bool:
        if not self.scope.is_owned or (parent_field := parent_field_name(self.model)) is None:
            return False
        return self.model._meta.get_field(parent_field).related_model is self.parent_model

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if rights_of(request).is_national:
            return bool(super().has_add_permission(request, obj))
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if rights_of(request).is_national:
            return super().has_delete_permission(request, obj)
        return self.has_change_permission(request, obj)
