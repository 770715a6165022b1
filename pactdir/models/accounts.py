"""Links to choose a password, and requests for such a link."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone


class LinkKind(models.TextChoices):
    INVITATION = "invitation", "uitnodiging"
    RESET = "reset", "nieuw wachtwoord"


class AccountLinkQuerySet(models.QuerySet):
    def valid(self, at: datetime) -> Self:
        return self.filter(expires_at__gt=at)


class AccountLink(models.Model):
    """A single-use link for one user; only a hash of its token is stored."""

    kind = models.CharField(max_length=10, choices=LinkKind)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="account_links")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(db_index=True)

    objects = AccountLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} van {self.user_id}"


class PasswordRequest(models.Model):
    """The email address entered on the forgotten password page, whether known or not."""

    email = models.EmailField()
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.email


class HandSetPassword(models.Model):
    """Marks a password set by a command, which the user must replace at their next login."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"wachtwoord van {self.user_id}"
