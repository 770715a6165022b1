"""Invitations to work on a region, which become an assignment once they are accepted."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from regions.models import Region
from regions.models.people import AssignmentRole


class InvitationQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """Invitations that are not withdrawn, though perhaps expired; accepted ones are deleted."""
        return self.filter(withdrawn_at=None)

    def valid(self, at: datetime) -> Self:
        return self.waiting().filter(expires_at__gt=at)


class Invitation(models.Model):
    """The email address is matched with an account only when the mail is created."""

    region = models.ForeignKey(
        Region, models.CASCADE, related_name="invitations", verbose_name="regio"
    )
    email = models.EmailField("e-mailadres")
    role = models.CharField("rol", max_length=10, choices=AssignmentRole.choices)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="+",
        verbose_name="uitgenodigd door",
    )
    asked_at = models.DateTimeField("gevraagd op", default=timezone.now)
    expires_at = models.DateTimeField("geldig tot")
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True, blank=True)
    is_due = models.BooleanField("mail moet nog weg", default=True)
    # Hash of the token in the last mail.
    digest = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "uitnodiging"
        verbose_name_plural = "uitnodigingen"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["region", "email"], name="invitation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.email} voor {self.region}"
