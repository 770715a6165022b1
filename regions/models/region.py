"""The model of regions."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Prefetch, Q

from regions.clock import AsOf
from regions.directory import (
    ExampleFlag,
    NamedPage,
    PublishedQuerySet,
    Sourced,
    slug_url,
    unique_slug,
)
from regions.fields.rich_text import RichTextField
from regions.models.agreements import Agreement, AgreementState, agreement_to_describe, states_of
from regions.models.goals import Goal
from regions.models.links import MUNICIPALITIES
from regions.models.pictures import Pictured


class RegionKind(models.TextChoices):
    PACT = "techniekpact", "Techniekpact"
    STO = "sto", "Sterk Techniekonderwijs"


class RegionQuerySet(PublishedQuerySet):
    def in_municipalities(self, municipalities: models.QuerySet, on: date) -> Self:
        stated, by_schools = (
            Region.objects.filter(path.query(on, pk__in=municipalities)).values("pk")
            for path in MUNICIPALITIES
        )
        return self.filter(Q(pk__in=stated) | Q(pk__in=by_schools))

    def for_list(self) -> Self:
        return self.order_by("folded_name", "pk")

    def with_facts(self) -> Self:
        agreements = Agreement.objects.select_related("lead_organisation", "funding_period")
        goals = Goal.objects.select_related("programme_line__funding_period")
        return self.select_related("picture").prefetch_related(
            Prefetch("agreements", agreements), Prefetch("goals", goals), "contacts", "channels"
        )


class Region(NamedPage, Sourced, Pictured, ExampleFlag):
    """A partnership for technical education: a set of organisations, not a territory."""

    owner_path = "pk"

    kind = models.CharField("soort", max_length=20, choices=RegionKind.choices)
    summary = models.CharField(
        "in het kort",
        max_length=400,
        blank=True,
    )
    about = RichTextField("over deze regio", blank=True)
    aims_note = models.TextField(
        "bij de doelen",
        blank=True,
    )
    asks = RichTextField("doe mee: wat de regio vraagt", blank=True)
    website = models.URLField("eigen site", blank=True)
    editor_note = models.TextField(
        "voor de redactie",
        blank=True,
    )
    example_peers = (
        "school_participations__school",
        "partner_participations__partner",
        "municipality_participations__municipality",
    )

    objects = RegionQuerySet.as_manager()

    class Meta(NamedPage.Meta):
        verbose_name = "regio"
        verbose_name_plural = "regio's"
        ordering = ["folded_name", "pk"]
        constraints = [unique_slug("region_address_once")]

    def get_absolute_url(self) -> str:
        return slug_url("regions:detail", self.slug)

    def agreement_on(self, on: date | AsOf) -> Agreement | None:
        return agreement_to_describe(self.agreements.all(), on)

    def states_on(self, on: date | AsOf) -> list[tuple[Agreement, AgreementState]]:
        return states_of(self.agreements.all(), on)

    @property
    def own_site(self) -> str:
        """Its site, unless that is one of its channels."""
        is_channel = any(channel.url == self.website for channel in self.channels.all())
        return "" if is_channel else self.website

    @property
    def end_goals(self) -> list[Agreement]:
        return [agreement for agreement in self.agreements.all() if agreement.end_goal]

    def may_have_begun(self, on: date) -> bool:
        """Return False before the first agreement, if the start of each agreement is known."""
        starts = [agreement.starts for agreement in self.agreements.all()]
        known = [start.first_day for start in starts if start]
        return len(known) < len(starts) or not known or min(known) <= on
