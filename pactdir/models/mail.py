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
    SUBMISSION_LINK = "submit_link", "link om iets te plaatsen"
    SUBMISSION_ARRIVED = "arrived", "inzending wacht op antwoord"
    SUBMISSION_ACCEPTED = "accepted", "inzending opgenomen"
    SUBMISSION_REFUSED = "refused", "inzending afgewezen"
    SUBMISSION_REMOVED = "removed", "inzending van de site gehaald"
    REPORT_ARRIVED = "reported", "melding wacht op antwoord"
    REPORT_RECEIVED = "receipt", "melding ontvangen"
    REPORT_ANSWERED = "answered", "melding beantwoord"


class MailState(models.TextChoices):
    WAITING = "waiting", "wacht"
    SENT = "sent", "verstuurd"
    FAILED = "failed", "mislukt"
    UNSURE = "unsure", "niet zeker"  # the sender died or the connection broke while sending


# Sent at most once: better lost than duplicated.
AT_MOST_ONCE = [MailKind.DIGEST]


class MessageQuerySet(models.QuerySet):
    def due(self, at: datetime) -> Self:
        waiting = self.filter(state=MailState.WAITING, next_try_at__lte=at)
        return waiting.exclude(kind__in=AT_MOST_ONCE, claimed_at__isnull=False)

    def in_flight_since(self, at: datetime) -> Self:
        """Messages to send at most once, whose sender has not reported back by now."""
        return self.filter(kind__in=AT_MOST_ONCE, state=MailState.WAITING, claimed_at__lte=at)


class Message(models.Model):
    """A plain-text mail to one person. Its links are cleared once sent."""

    kind = models.CharField("soort", max_length=12, choices=MailKind)
    recipient = models.EmailField("aan")
    subject = models.CharField("onderwerp", max_length=150)
    text = models.TextField("tekst")
    link = models.CharField(max_length=300, blank=True, editable=False)
    unsubscribe_link = models.CharField(max_length=300, blank=True, editable=False, db_default="")
    # From then on the link does not work, so the message is not sent.
    valid_until = models.DateTimeField("geldig tot", null=True, blank=True)
    made_at = models.DateTimeField("gemaakt op", default=timezone.now)
    state = models.CharField("stand", max_length=8, choices=MailState, default=MailState.WAITING)
    tries = models.PositiveSmallIntegerField("pogingen", default=0)
    next_try_at = models.DateTimeField("volgende poging", default=timezone.now)
    # set by the sender that claimed it
    claimed_at = models.DateTimeField(null=True, blank=True, editable=False)
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
