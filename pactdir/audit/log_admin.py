"""Admin of the audit log: national editors see all of it, leaders the part about their regions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from pactdir.audit.recording import ADDRESS_RETENTION, record
from pactdir.models import AuditEvent, AuditKind
from regions.assigned_rights import rights_of
from regions.clock import today
from regions.editing.list_filters import ScopedRelatedFilter
from regions.editing.lookups import NotOffered
from regions.editing.national import ReadOnlyAdmin
from regions.editing.pages import admin_path, admin_url
from regions.sheets.csv_file import csv_file
from regions.wording.dutch import duration_in_words

CSV = "text/csv; charset=utf-8; header=present"
YEARS = 3
MAX_ROWS = 20_000
TOO_MANY = "Dit zijn meer dan 20.000 gebeurtenissen. Kies eerst een periode of een soort."
HEADINGS = ["wanneer", "wat", "wie", "over", "regio", "zin", "IP-adres"]


class PersonFilter(admin.SimpleListFilter):
    """Filters by the user who acted or was acted upon."""

    title = "persoon"
    parameter_name = "persoon"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        users = User.objects.order_by("username")
        rights = rights_of(request)
        if not rights.is_national:
            users = users.filter(assignments__region__in=rights.leads).distinct()
        return [(str(user.pk), user.get_full_name() or user.get_username()) for user in users]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() not in {value for value, _ in self.lookup_choices}:
            return queryset
        return queryset.filter(Q(actor_key=self.value()) | Q(about_key=self.value()))


class PeriodFilter(admin.SimpleListFilter):
    title = "periode"
    parameter_name = "periode"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        year = today().year
        return [
            ("1", "Laatste 24 uur"),
            ("7", "Laatste 7 dagen"),
            ("30", "Laatste 30 dagen"),
            *((str(past), str(past)) for past in range(year, year - YEARS, -1)),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        period = self.value()
        if period not in {value for value, _ in self.lookup_choices}:
            return queryset
        if len(period) == 4:
            return queryset.filter(at__year=period)
        return queryset.filter(at__gte=timezone.now() - timedelta(days=int(period)))


class AuditEventAdmin(ReadOnlyAdmin):
    change_list_template = "admin/audit_list.html"
    list_display = ["at", "sentence", "region", "address"]
    list_filter = [
        "kind",
        PersonFilter,
        ("region", ScopedRelatedFilter),
        PeriodFilter,
    ]
    list_select_related = ["region"]
    list_per_page = 50
    search_fields = ["actor_name", "about_name", "detail"]
    show_full_result_count = False
    fields = ["at", "kind", "sentence", "actor_name", "about_name", "region", "address"]
    readonly_fields = ["sentence"]

    @admin.display(description="gebeurtenis")
    def sentence(self, row: AuditEvent) -> str:
        return row.sentence

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rights = rights_of(request)
        rows = AuditEvent.objects.all()
        return rows if rights.is_national else rows.filter(region__in=rights.leads)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        rights = rights_of(request)
        if obj is not None and not rights.is_national:
            return obj.region_id in rights.leads
        return rights.is_national or bool(rights.leads)

    # Only national editors see IP addresses.

    def get_list_display(self, request: HttpRequest) -> Any:
        return _without_address(self.list_display, request)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return _without_address(self.fields, request)

    def get_urls(self) -> list[URLPattern]:
        view = require_POST(self.download)
        return [admin_path(self, "csv/", view, "csv"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        is_national = rights_of(request).is_national
        address = f"{admin_url(self, 'csv')}?{_query(request)}" if is_national else ""
        context = {"csv_url": address, "addresses_kept": duration_in_words(ADDRESS_RETENTION)}
        return super().changelist_view(request, {**(extra_context or {}), **context})

    def download(self, request: HttpRequest) -> HttpResponse:
        if not rights_of(request).is_national:
            raise PermissionDenied
        try:
            rows = self.get_changelist_instance(request).get_queryset(request)
        except NotOffered:
            return HttpResponseRedirect(admin_url(self, "changelist"))
        if rows.count() > MAX_ROWS:
            messages.error(request, TOO_MANY)
            return HttpResponseRedirect(f"{admin_url(self, 'changelist')}?{_query(request)}")
        content = csv_file(HEADINGS, map(_cells, rows))
        record(AuditKind.EXPORTED, "het logboek")
        response = HttpResponse(content, content_type=CSV)
        name = content_disposition_header(True, f"logboek-{today().isoformat()}.csv")
        response["Content-Disposition"] = name or ""
        response["Cache-Control"] = "no-store"
        return response


def _query(request: HttpRequest) -> str:
    return request.GET.urlencode()


def _without_address(names: Any, request: HttpRequest) -> list[str]:
    return [name for name in names if name != "address" or rights_of(request).is_national]


def _cells(row: AuditEvent) -> list[str]:
    return [
        timezone.localtime(row.at).isoformat(" ", "seconds"),
        row.get_kind_display(),
        row.actor_name,
        row.about_name,
        str(row.region or ""),
        row.sentence,
        row.address or "",
    ]
