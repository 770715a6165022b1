"""The queue in which leaders and national editors answer reports."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from pactdir.error_reports.answering import answer, mark_seen
from pactdir.models import ErrorReport, ReportState
from pactdir.models.error_reports import OPEN_STATES
from regions.assigned_rights import rights_of
from regions.editing.list_filters import ScopedRelatedFilter
from regions.editing.national import ReadOnlyAdmin
from regions.editing.pages import admin_page, admin_url

ANSWERED = "Iemand anders was u voor. Hieronder staat hoe het nu is."
UNWANTED = "Dit hoort niet op deze site."
NEEDS_REASON = "Zeg waarom u het niet overneemt."
BUTTONS = {"done": ReportState.DONE, "declined": ReportState.DECLINED}


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label="Uw antwoord",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(self, *args: Any, state: ReportState | None = None) -> None:
        super().__init__(*args)
        field = self.fields["answer"]
        field.required = state == ReportState.DECLINED
        field.error_messages["required"] = NEEDS_REASON


class ErrorReportAdmin(ReadOnlyAdmin):
    list_display = ["path", "region", "state", "sent_at", "is_overdue"]
    list_select_related = ["region"]
    list_filter = ["state", ("region", ScopedRelatedFilter)]
    list_per_page = 50
    actions = ["decline_unwanted"]
    ordering = [F("answered_at").asc(nulls_first=True), "sent_at", "pk"]

    @admin.display(description="langer dan 14 dagen", boolean=True)
    def is_overdue(self, row: ErrorReport) -> bool:
        return row.is_overdue(timezone.now())

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return ErrorReport.objects.visible_to(rights_of(request))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        rights = rights_of(request)
        if obj is not None and not rights.is_national:
            return obj.region_id in rights.leads
        return rights.is_national or bool(rights.leads)

    @admin.action(description="Niet overnemen als ongewenst, zonder mail", permissions=["view"])
    def decline_unwanted(self, request: HttpRequest, rows: QuerySet) -> None:
        user = cast(User, request.user)
        state = ReportState.DECLINED
        waiting = rows.filter(state__in=OPEN_STATES)
        declined = sum(answer(row, state, UNWANTED, user, tell=False) for row in waiting)
        self.message_user(request, f"Niet overgenomen: {declined}.")

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        report = self.get_object(request, object_id)
        if report is None or not self.has_view_permission(request, report):
            return super().change_view(request, object_id, form_url, extra_context)
        form = AnswerForm()
        if request.method == "POST":
            if "seen" in request.POST:
                mark_seen(report)
                return HttpResponseRedirect(admin_url(self, "change", report.pk))
            pressed = BUTTONS.keys() & request.POST.keys()
            if len(pressed) != 1:
                raise PermissionDenied  # a report is only answered here
            state = BUTTONS[pressed.pop()]
            form = AnswerForm(request.POST, state=state)
            if form.is_valid():
                return self._answer(request, report, state, form.cleaned_data["answer"])
        context = {
            "title": f"Melding {report.pk}",
            "object": report,
            "report": report,
            "is_new": report.state == ReportState.NEW,
            "form": form,
        }
        status = 422 if form.errors else 200
        return admin_page(self, request, "admin/error_report.html", context, status)

    def _answer(
        self, request: HttpRequest, report: ErrorReport, state: ReportState, text: str
    ) -> HttpResponse:
        if not answer(report, state, text, cast(User, request.user)):
            messages.error(request, ANSWERED)
            return HttpResponseRedirect(admin_url(self, "change", report.pk))
        mailed = " Wie het meldde, krijgt mail." if report.email else ""
        self.message_user(request, f"Beantwoord: {state.label}.{mailed}")
        return HttpResponseRedirect(admin_url(self, "changelist"))
