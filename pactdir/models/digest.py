"""Who gets the digest by mail."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone

from regions.models import Region, Theme

UNCONFIRMED_LIFETIME = timedelta(days=7)


class Frequency(models.TextChoices):
    WEEKLY = "weekly", "elke week"
    MONTHLY = "monthly", "elke maand"


class SubscriberQuerySet(models.QuerySet):
    def confirmed(self) -> Self:
        return self.filter(confirmed_at__isnull=False)

    def due(self, frequency: Frequency, first_day: date, start: datetime) -> Self:
        """Confirmed before this period began, and not yet mailed in it."""
        not_mailed = Q(mailed_on__isnull=True) | Q(mailed_on__lt=first_day)
        return self.filter(not_mailed, rhythm=frequency, confirmed_at__lt=start)


class Subscriber(models.Model):
    """An email address and the choices made for it, nothing else. Deleted on unsubscribing."""

    email = models.EmailField("e-mailadres", unique=True)  # stored in lower case
    rhythm = models.CharField(
        "hoe vaak", max_length=8, choices=Frequency, default=Frequency.MONTHLY
    )
    regions = models.ManyToManyField(Region, blank=True, related_name="+", verbose_name="regio's")
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name="thema's")
    postcode = models.CharField("postcode", max_length=4, blank=True)
    asked_at = models.DateTimeField("gevraagd op", default=timezone.now)
    confirmed_at = models.DateTimeField("bevestigd op", null=True, blank=True)
    mailed_on = models.DateField("laatst nagekeken", null=True, blank=True)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = "abonnement op de mail"
        verbose_name_plural = "abonnementen op de mail"
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        # Never the address: names of rows appear in lists and logs.
        return f"abonnement {self.pk}"

    def published_regions(self, day: date) -> QuerySet[Region]:
        return Region.objects.published(day).filter(pk__in=self.regions.values("pk"))

    def published_themes(self, day: date) -> QuerySet[Theme]:
        return Theme.objects.published(day).filter(pk__in=self.themes.values("pk"))

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None
