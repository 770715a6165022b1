"""Admins only for national editors."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest

from regions.assigned_rights import rights_of
from regions.editing.help import explanations
from regions.editing.lookups import OfferedLookups


class NationalOnly(BaseModelAdmin):
    """Hides all rows from other users, regardless of their Django permissions.

    No response reveals which rows exist.
    """

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return rows if rights_of(request).is_national else rows.none()

    def has_module_permission(self, request: HttpRequest) -> bool:
        return rights_of(request).is_national and super().has_module_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return rights_of(request).is_national and super().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return rights_of(request).is_national and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return rights_of(request).is_national and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return rights_of(request).is_national and super().has_delete_permission(request, obj)


class ReadOnlyAdmin(NationalOnly, OfferedLookups, admin.ModelAdmin):
    """Admin of rows that the site maintains itself."""

    change_list_template = "admin/list.html"

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        kwargs = {"help_texts": explanations(self.model), **kwargs}
        return super().get_form(request, *args, **kwargs)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
