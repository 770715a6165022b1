"""What was found at the links on public pages."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self

from django.db import models

from regions.wording.dutch import day_in_words

BETWEEN_VISITS = timedelta(days=7)


class LinkVerdict(models.TextChoices):
    FOUND = "gevonden", "gevonden"
    MISSED = "gemist", "niet gevonden"  # once, or twice within a week
    DEAD = "dood", "niet gevonden"  # twice, at least a week apart
    UNCERTAIN = "onzeker", "niet te controleren"


class LinkCheckQuerySet(models.QuerySet["LinkCheck"]):
    def due(self, on: date) -> Self:
        """Those without an answer in the week before that day, and not asked on it."""
        is_old = models.Q(answered_on=None) | models.Q(answered_on__lte=on - BETWEEN_VISITS)
        rows = self.filter(is_old).exclude(asked_on=on)
        return rows.order_by(models.F("asked_on").asc(nulls_first=True), "url")

    def dead(self) -> Self:
        return self.filter(verdict=LinkVerdict.DEAD)


class LinkCheck(models.Model):
    """The newest answer of one URL, whichever rows have it.

    It is not public data: the row goes when no public row has the URL any more.
    """

    url = models.CharField("adres", max_length=500, unique=True)
    # Set before the visit, so that a run that is killed visits nothing twice.
    asked_on = models.DateField("laatst bezocht op", null=True, blank=True)
    answered_on = models.DateField("laatste antwoord op", null=True, blank=True)
    verdict = models.CharField("uitkomst", max_length=8, choices=LinkVerdict, blank=True)
    status = models.PositiveSmallIntegerField("HTTP-status", null=True, blank=True)
    reason = models.CharField("reden", max_length=200, blank=True)
    first_missed = models.DateField("voor het eerst niet gevonden op", null=True, blank=True)

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "nagekeken link"
        verbose_name_plural = "nagekeken links"
        ordering = ["url"]
        indexes = [models.Index(fields=["asked_on", "url"], name="link_check_due")]

    def __str__(self) -> str:
        return f"{self.url}: {self.answer_in_words}"

    @property
    def answer_in_words(self) -> str:
        if self.answered_on is None:
            return "nog niet nagekeken"
        words = f"{day_in_words(self.answered_on)}: {self.get_verdict_display()}"
        if self.status not in (None, 200):
            words += f" ({self.status})"
        if self.first_missed and self.first_missed < self.answered_on:
            words += f", voor het eerst {day_in_words(self.first_missed)}"
        return words
