"""Admin pages of the import log: a list, and a page with undo for each import."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db import OperationalError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods

from pactdir.importing import Busy
from pactdir.importing.desk.log import run_of, written_by
from pactdir.importing.desk.undo import UndoRefused, undo
from pactdir.importing.desk.undo_plan import UndoPlan
from pactdir.importing.desk.undo_planner import plan_undo
from pactdir.models import Import
from regions.assigned_rights import rights_of
from regions.editing.national import ReadOnlyAdmin
from regions.editing.pages import (
    admin_page,
    admin_path,
    admin_url,
    missing_row,
    readable_row,
)
from regions.wording.dutch import counted

BUSY = "Er loopt nu een import. Probeer het straks nog eens."


class OwnPages(ReadOnlyAdmin):
    """Admin for read-only models that have pages of their own instead of Django's change form."""

    def path(self, route: str, view: Callable[..., HttpResponse], page: str) -> URLPattern:
        return admin_path(self, route, view, page)

    def url(self, page: str, *args: Any) -> str:
        return admin_url(self, page, *args)

    def page(
        self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        return admin_page(self, request, f"admin/imports/{template}.html", context, status)

    def readable(self, request: HttpRequest, object_id: str) -> Any:
        return readable_row(self, request, object_id)

    def missing(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return missing_row(self, request, object_id)


class ImportAdmin(OwnPages):
    list_display = ["file", "kind", "at", "user", "written", "state"]
    list_filter = ["kind"]
    search_fields = ["file", "digest"]
    change_list_template = "admin/imports/list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return rows.defer("former").select_related("user", "undone_by")

    def get_urls(self) -> list[Any]:
        undo_page = self.path("<path:object_id>/undo/", self.undo_view, "undo")
        return [undo_page, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        context = {"load_url": reverse("admin:pactdir_upload_load"), **(extra_context or {})}
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
            return self.missing(request, object_id)
        run = run_of(row.change_id)
        context = {
            "title": f"Import van {row.file}",
            "row": row,
            "run": run,
            "written": written_by(row.change_id),
            "undo_url": None if row.undone_at else self.url("undo", row.pk),
        }
        return self.page(request, "import", context)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def undo_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self.readable(request, object_id)
        if row is None:
            return self.missing(request, object_id)
        run, rights = run_of(row.change_id), rights_of(request)
        if request.method != "POST":
            return self._undo_page(request, row, plan_undo(run, rights))
        try:
            plan = undo(run, request.user, rights)
        except UndoRefused as error:
            return self._undo_page(request, row, UndoPlan(run, rights, refusals=error.reasons))
        except (Busy, OperationalError):
            return self._undo_page(request, row, UndoPlan(run, rights, refusals=[BUSY]))
        if plan.proposals.decided:
            decisions = "; ".join(plan.decisions_in_words)
            messages.info(request, f"Wat een redacteur besloot, blijft: {decisions}.")
        self.log_change(request, row, "Import ongedaan gemaakt")
        messages.success(request, "De import is ongedaan gemaakt.")
        if plan.still_referenced:
            rows = "; ".join(plan.still_referenced_in_words)
            messages.warning(request, f"Dit bleef staan, want er hangt iets aan: {rows}.")
        return HttpResponseRedirect(self.url("change", row.pk))

    def _undo_page(self, request: HttpRequest, row: Import, plan: UndoPlan) -> HttpResponse:
        context = {
            "title": "Import ongedaan maken",
            "row": row,
            "run": plan.run,
            "undoing": plan,
            "import_url": self.url("change", row.pk),
        }
        return self.page(request, "undo", context, 409 if plan.refusals else 200)


class ImportedRowAdmin(ReadOnlyAdmin):
    list_display = ["key", "kind", "object_id"]
    list_filter = ["kind"]
    search_fields = ["key"]
