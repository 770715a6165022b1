"""What visitors report as wrong on a page, until it is answered."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from regions.models import Region
from regions.models.people import has_leader_to_mail
from regions.rights import Rights

REPORT_OVERDUE = timedelta(days=14)
# The address of whoever reported it, counted from the answer.
REPORTER_LIFETIME = timedelta(days=30)
# The report itself, counted from the answer, and from its arrival if nobody answers.
ANSWERED_LIFETIME = timedelta(days=365)
UNANSWERED_LIFETIME = timedelta(days=730)


class ReportState(models.TextChoices):
    NEW = "nieuw", "nieuw"
    SEEN = "bekeken", "bekeken"
    DONE = "verwerkt", "verwerkt"
    DECLINED = "afgewezen", "niet overgenomen"


OPEN_STATES = (ReportState.NEW, ReportState.SEEN)


class ErrorReportQuerySet(models.QuerySet):
    def visible_to(self, rights: Rights) -> Self:
        """Those about the regions that they lead."""
        return self if rights.is_national else self.filter(region__in=rights.leads)

    def open(self) -> Self:
        return self.filter(state__in=OPEN_STATES).order_by("sent_at", "pk")

    def waiting_for(self, rights: Rights, at: datetime) -> Self:
        """Open reports that they should answer.

        National editors get what is about no region or one without a leader to mail, and what is
        overdue.
        """
        rows = self.visible_to(rights).open()
        if not rights.is_national:
            return rows
        return rows.filter(~has_leader_to_mail() | Q(sent_at__lte=at - REPORT_OVERDUE))

    def forget_reporters(self, at: datetime) -> int:
        """Clear the addresses of those whose report was answered long enough ago."""
        rows = self.filter(answered_at__lte=at - REPORTER_LIFETIME)
        return rows.exclude(email="").update(email="")


class ErrorReport(models.Model):
    """Never public. About `region` if its leader can correct the page; else about shared data."""

    path = models.CharField("pagina", max_length=500)  # with the query string
    region = models.ForeignKey(
        Region, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="regio"
    )
    text = models.TextField("wat niet klopt")
    evidence = models.CharField("waar dat te lezen is", max_length=500, blank=True)
    email = models.EmailField("e-mailadres", max_length=150, blank=True)
    state = models.CharField("stand", max_length=10, choices=ReportState, default=ReportState.NEW)
    answer = models.TextField("antwoord", blank=True)
    sent_at = models.DateTimeField("gemeld op", default=timezone.now)
    answered_at = models.DateTimeField("beantwoord op", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="beantwoord door",
    )

    objects = ErrorReportQuerySet.as_manager()

    class Meta:
        verbose_name = "melding"
        verbose_name_plural = "meldingen"
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(fields=["state", "sent_at"], name="error_report_open")]

    def __str__(self) -> str:
        # Never what was typed: names of rows appear in lists and logs.
        return f"melding {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    def is_overdue(self, at: datetime) -> bool:
        return self.is_open and self.sent_at <= at - REPORT_OVERDUE
