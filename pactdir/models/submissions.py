"""Profiles and offers that companies place, and regions that ask for a page, until decided on."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from partners.models import Offer, Partner
from regions.models import Region
from regions.rights import Rights

OVERDUE = timedelta(days=14)


class SubmissionKind(models.TextChoices):
    PROFILE = "bedrijf", "bedrijf"
    OFFER = "aanbod", "aanbod"
    REGION = "regio", "regio"


class SubmissionState(models.TextChoices):
    DRAFT = "concept", "nog niet verstuurd"
    SENT = "verstuurd", "wacht op antwoord"
    REFUSED = "afgewezen", "afgewezen"
    ACCEPTED = "opgenomen", "opgenomen"


class SubmissionQuerySet(models.QuerySet):
    def visible_to(self, rights: Rights) -> Self:
        """What was sent to the regions that they lead; drafts are visible only to their sender."""
        rows = self.exclude(state=SubmissionState.DRAFT)
        return rows if rights.is_national else rows.filter(region__in=rights.leads)

    def waiting(self) -> Self:
        waiting = Q(state=SubmissionState.SENT) | Q(asks_removal=True)
        return self.filter(waiting).order_by("sent_at", "pk")

    def overdue(self, at: datetime) -> Self:
        return self.waiting().filter(sent_at__lte=at - OVERDUE)

    def unsent(self) -> Self:
        return self.filter(state=SubmissionState.DRAFT)

    def drop_edits(self) -> int:
        """Make edits of rows that are still there what they were: accepted. Return how many.

        They go back to their region, if that is still there.
        """
        has_row = Q(kind=SubmissionKind.OFFER, offer__isnull=False) | Q(
            kind=SubmissionKind.PROFILE, partner__isnull=False
        )
        edits = self.filter(has_row).exclude(before={})
        regions = Region.objects.annotate(key=Cast("pk", models.CharField()))
        region = regions.filter(key=KeyTextTransform("region", OuterRef("before"))).values("pk")
        return edits.update(
            state=SubmissionState.ACCEPTED,
            answers=F("before"),
            before={},
            region=Coalesce(Subquery(region), F("region")),
            refused=None,
            reason="",
        )


class Submission(models.Model):
    """One profile, offer or region, which its sender may change and send again.

    `answers` are the values of the form as typed, `before` those of the published row when the
    sender began to change it, `refused` the values that a leader refused last. None of it is
    public: once accepted it is written to the row.
    """

    kind = models.CharField("soort", max_length=10, choices=SubmissionKind)
    state = models.CharField(
        "stand", max_length=10, choices=SubmissionState, default=SubmissionState.DRAFT
    )
    region = models.ForeignKey(
        Region,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="submissions",
        verbose_name="regio",
    )
    email = models.EmailField("e-mailadres")
    answers = models.JSONField("antwoorden", default=dict)
    before = models.JSONField("eerst", default=dict)
    refused = models.JSONField("toen geweigerd", null=True, blank=True)
    partner = models.ForeignKey(
        Partner, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="partner"
    )
    offer = models.ForeignKey(
        Offer, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="aanbod"
    )
    # Only of what is accepted; sent_at is then when the sender asked.
    asks_removal = models.BooleanField("moet van de site", default=False, db_default=False)
    removal_reason = models.TextField("waarom", blank=True, db_default="")
    changed_at = models.DateTimeField("gewijzigd op", default=timezone.now)
    sent_at = models.DateTimeField("verstuurd op", null=True, blank=True)
    decided_at = models.DateTimeField("beslist op", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="beslist door",
    )
    reason = models.TextField("reden", blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = "inzending"
        verbose_name_plural = "inzendingen"
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(fields=["state", "sent_at"], name="submission_waiting")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.name or 'zonder naam'}"

    @property
    def name(self) -> str:
        return str(self.answers.get("name", ""))

    @property
    def row(self) -> Partner | Offer | None:
        return self.offer if self.kind == SubmissionKind.OFFER else self.partner

    @property
    def may_be_changed(self) -> bool:
        return self.state in (SubmissionState.DRAFT, SubmissionState.REFUSED)

    @property
    def version(self) -> str:
        """Differs after each change; a form hands back the one that it shows."""
        return self.changed_at.isoformat()

    @property
    def is_edit(self) -> bool:
        return bool(self.before)

    @property
    def state_in_words(self) -> str:
        return "moet van de site" if self.asks_removal else self.get_state_display()

    def is_overdue(self, at: datetime) -> bool:
        return self.sent_at is not None and self.sent_at <= at - OVERDUE

    @property
    def sent_on(self) -> date | None:
        return timezone.localdate(self.sent_at) if self.sent_at else None


class SubmissionLinkQuerySet(models.QuerySet):
    def valid(self, at: datetime) -> Self:
        return self.filter(expires_at__gt=at)


class SubmissionLink(models.Model):
    """A link to all submissions of one email address; only a digest of its token is stored."""

    email = models.EmailField("e-mailadres", db_index=True)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(db_index=True)

    objects = SubmissionLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"link voor {self.email}"
