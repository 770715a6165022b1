"""QuerySet of events, and the order of an events calendar."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Case, F, Prefetch, Q, Value, When

from news.models.themes import EventTheme
from regions.clock import AsOf
from regions.directory import PublishedQuerySet


class EventStatus(models.TextChoices):
    PLANNED = "gepland", "gepland"
    MOVED = "verplaatst", "verplaatst"
    CANCELLED = "geannuleerd", "gaat niet door"


# Events without a time come first; SQLite and PostgreSQL differ in their default.
EARLIEST_TIME = F("starts_at").asc(nulls_first=True)


def upcoming_first(on: date) -> list[Any]:
    is_over = Case(When(ends_on__lt=on, then=Value(1)), default=Value(0))
    upcoming_start = Case(When(ends_on__gte=on, then=F("starts_on")))
    soonest = upcoming_start.asc(nulls_last=True)
    return [is_over.asc(), soonest, F("ends_on").desc(), EARLIEST_TIME, F("pk").asc()]


class EventQuerySet(PublishedQuerySet):
    def published(self, on: date) -> Self:
        return (
            super()
            .published(on)
            .filter(Q(region__isnull=True) | Q(region__published_from__lte=on))
            .filter(Q(school__isnull=True) | Q(school__published_from__lte=on))
        )

    def exclude_examples(self) -> Self:
        return self.exclude(region__is_example=True).exclude(school__is_example=True)

    def upcoming(self, on: date) -> Self:
        return self.filter(ends_on__gte=on).chronological()

    def as_of(self, as_of: AsOf) -> Self:
        return self.filter(starts_on__lte=as_of.last_planned).upcoming_first(as_of.on)

    def past(self, on: date) -> Self:
        return self.filter(ends_on__lt=on).order_by("-ends_on", "-starts_on", "-pk")

    def not_cancelled(self) -> Self:
        return self.exclude(status=EventStatus.CANCELLED)

    def chronological(self) -> Self:
        return self.order_by("starts_on", EARLIEST_TIME, "pk")

    def upcoming_first(self, on: date) -> Self:
        return self.order_by(*upcoming_first(on))

    def for_list(self) -> Self:
        return self.select_related("region", "school", "place")

    def for_region_page(self, on: date) -> Self:
        return (
            super()
            .published(on)
            .filter(Q(school__isnull=True) | Q(school__published_from__lte=on))
            .select_related("place")
            .only(
                *("region", "name", "slug", "status"),
                *("starts_on", "ends_on", "starts_at", "ends_at"),
                *("moved_from_start", "moved_from_end", "place__name"),
            )
        )

    def for_page(self) -> Self:
        return self.for_list().prefetch_related(
            Prefetch("event_themes", EventTheme.objects.select_related("theme"))
        )
