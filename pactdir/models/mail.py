"""Messages that are queued, sent or failed."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone


class MailKind(models.TextChoices):
    INVITATION = "invitation", "uitnodiging"
    REGION_INVITATION = "region", "uitnodiging voor een regio"
    RESET = "reset", "nieuw wachtwoord"
    PASSWORD_CHANGED = "changed", "wachtwoord gewijzigd"
    STEP_CHANGED = "step_changed", "tweede stap gewijzigd"
    STEP_WIPED = "step_wiped", "tweede stap gewist"
    ALARM = "alarm", "waarschuwing"
    SUBSCRIBE = "subscribe", "aanmelding bevestigen"
    SUBSCRIBED = "subscribed", "al aangemeld"
    DIGEST = "digest", "nieuws per mail"


class MailState(models.TextChoices):
    WAITING = "waiting", "wacht"
    SENT = "sent", "verstuurd"
    FAILED = "failed", "mislukt"


class MessageQuerySet(models.QuerySet):
    def due(self, at: datetime) -> Self:
        return self.filter(state=MailState.WAITING, next_try_at__lte=at)


class Message(models.Model):
    """A plain-text mail to one person. Its link is cleared once sent."""

    kind = models.CharField("soort", max_length=12, choices=MailKind)
    recipient = models.EmailField("aan")
    subject = models.CharField("onderwerp", max_length=150)
    text = models.TextField("tekst")
    link = models.CharField(max_length=300, blank=True, editable=False)
    # After this moment the link does not work, so the message is not sent.
    valid_until = models.DateTimeField("geldig tot", null=True, blank=True)
    made_at = models.DateTimeField("gemaakt op", default=timezone.now)
    state = models.CharField("stand", max_length=8, choices=MailState, default=MailState.WAITING)
    tries = models.PositiveSmallIntegerField("pogingen", default=0)
    next_try_at = models.DateTimeField("volgende poging", default=timezone.now)
    sent_at = models.DateTimeField("verstuurd op", null=True, blank=True)
    last_error = models.CharField("laatste fout", max_length=300, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "mail"
        verbose_name_plural = "mail"
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["state", "next_try_at"], name="message_due")]

    def __str__(self) -> str:
        return f"{self.subject} ({self.recipient})"
