"""The log of imports in the admin: a list, and a page for each."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from pactdir.import_log import run_of, written_by
from pactdir.models import Import
from regions.dutch import counted
from regions.editing.base import ReadOnlyAdmin


class OwnPages(ReadOnlyAdmin):
    """Pages of our own on what the site keeps; the stock ones only refuse to write."""

    def address(self, page: str, *args: Any) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"
        return reverse(name, args=args)

    def page(
        self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        shared = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "list_address": self.address("changelist"),
        }
        return TemplateResponse(
            request, f"admin/imports/{template}.html", {**shared, **context}, status=status
        )

    def readable(self, request: HttpRequest, object_id: str) -> Any:
        """The row, for who may see it; None as if there were none."""
        row = self.get_object(request, unquote(object_id))
        return row if row is not None and self.has_view_permission(request, row) else None

    def as_if_missing(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]


class ImportAdmin(OwnPages):
    list_display = ["file", "kind", "at", "user", "written", "state"]
    list_filter = ["kind"]
    search_fields = ["file", "digest"]
    change_list_template = "admin/imports/list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return rows.defer("former").select_related("user", "undone_by")

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        context = {"load_address": reverse("admin:pactdir_upload_load"), **(extra_context or {})}
        return super().changelist_view(request, context)

    @admin.display(description="geschreven")
    def written(self, row: Import) -> str:
        return counted(row.rows_written, "rij", "rijen")

    @admin.display(description="stand")
    def state(self, row: Import) -> str:
        return "ongedaan gemaakt" if row.undone_at else "geladen"

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if request.method == "POST":
            return super().change_view(request, object_id, form_url, extra_context)
        row = self.readable(request, object_id)
        if row is None:
            return self.as_if_missing(request, object_id)
        run = run_of(row.change_id)
        context = {
            "title": f"Import van {row.file}",
            "row": row,
            "run": run,
            "written": written_by(row.change_id),
        }
        return self.page(request, "import", context)


class ImportedRowAdmin(ReadOnlyAdmin):
    list_display = ["key", "kind", "object_id"]
    list_filter = ["kind"]
    search_fields = ["key"]
