"""Receives a report and answers it, each exactly once."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import User
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from pactdir.accounts.deciders import decider_in_words, deciders
from pactdir.audit.recording import record
from pactdir.error_reports.reported_page import region_of_page
from pactdir.mail.queue import absolute, queue
from pactdir.models import AuditKind, ErrorReport, MailKind, ReportState
from pactdir.models.error_reports import OPEN_STATES
from pactdir.public_forms.limits import MAX_MAILS_A_DAY, is_over_limit

# To one account: its first screen shows the others.
MAX_ARRIVALS_A_DAY = 3


def receive(path: str, text: str, evidence: str, email: str, day: date) -> ErrorReport:
    with transaction.atomic():
        report = ErrorReport.objects.create(
            path=path,
            region=region_of_page(path, day),
            text=text,
            evidence=evidence,
            email=email,
        )
        _mail_deciders(report)
        # Somebody else may have entered this address: it gets nothing that was typed.
        if email and not is_over_limit("report receipt", email, MAX_MAILS_A_DAY):
            decider = decider_in_words(report.region)
            queue(MailKind.REPORT_RECEIVED, email, {"report": report, "decider": decider})
    return report


def _mail_deciders(report: ErrorReport) -> None:
    context = {"region": report.region, "url": absolute(reverse("admin:index"))}
    for address in deciders(report.region_id).order_by("pk").values_list("email", flat=True):
        if not is_over_limit("report arrived", address, MAX_ARRIVALS_A_DAY):
            queue(MailKind.REPORT_ARRIVED, address, context)


def mark_seen(report: ErrorReport) -> bool:
    """Return whether it was new."""
    rows = ErrorReport.objects.filter(pk=report.pk, state=ReportState.NEW)
    return bool(rows.update(state=ReportState.SEEN))


def answer(
    report: ErrorReport, state: ReportState, text: str, by: User, *, tell: bool = True
) -> bool:
    """Return whether it was still open. `tell` is False for unwanted advertising."""
    with transaction.atomic():
        # One UPDATE decides: of two answers at the same moment the second matches no row.
        rows = ErrorReport.objects.filter(pk=report.pk, state__in=OPEN_STATES)
        values = {"state": state, "answer": text, "answered_by": by}
        if not rows.update(**values, answered_at=timezone.now()):
            return False
        report.refresh_from_db()
        record(
            AuditKind.REPORT_ANSWERED,
            by=by,
            region=report.region_id,
            detail=f"{report}, {report.get_state_display()}",
        )
        if tell and report.email:
            queue(MailKind.REPORT_ANSWERED, report.email, {"report": report})
    return True
