"""Offers of schools, partners and regions: things to do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Prefetch, Q, Value, When

from partners.models.offer_choices import Cost, OfferAudience, OfferKind
from partners.models.offer_conditions import offers_at, offers_by_regions, offers_in_regions
from partners.models.offer_links import SAME_REGION, OfferRegion, OfferTheme
from partners.models.offer_states import UPCOMING, OfferState, by_state, state_of
from partners.models.partners import Partner
from regions.clock import AsOf
from regions.directory import (
    NamedPage,
    PublishedQuerySet,
    Sourced,
    ends_after_start,
    slug_url,
    unique_slug,
)
from regions.fields.choice_set import ChoiceSetField
from regions.fields.partial_date import PartialDateField
from regions.fields.rich_text import RichTextField
from regions.models import Municipality, Pictured, Place, Region, Theme
from regions.models.themes import by_name
from regions.published_regions import published_regions
from schools.models import School

ORGANISATIONS: dict[str, type[School | Partner]] = {"school": School, "partner": Partner}
MAX_DAYS = timedelta(days=7)
RANKS: dict[OfferState, Value] = {
    OfferState.RUNS: Value(0),
    OfferState.AHEAD: Value(0),
    OfferState.UNSURE: Value(1),
    OfferState.PAST: Value(2),
}


class OfferQuerySet(PublishedQuerySet):
    def published(self, on: date) -> Self:
        """Includes past offers, which keep their page."""
        # No joins: they would look up the owner of each offer, while few owners are drafts.
        rows = super().published(on).filter(region__in=Region.objects.published(on).values("pk"))
        for name, model in ORGANISATIONS.items():
            rows = rows.exclude(**{f"{name}__in": model.objects.not_published(on).values("pk")})
        return rows

    def exclude_examples(self) -> Self:
        return self.filter(region__in=Region.objects.filter(is_example=False).values("pk"))

    def in_state(self, on: date, *states: OfferState) -> Self:
        return self.alias(state=by_state(on, _AS_TEXT)).filter(state__in=states)

    def upcoming(self, on: date) -> Self:
        return self.in_state(on, *UPCOMING).upcoming_first(on)

    def electives(self, on: date) -> Self:
        """Electives that are current, upcoming or may have ended; past ones are omitted."""
        rows = self.filter(kind=OfferKind.ELECTIVE)
        return rows.in_state(on, *UPCOMING, OfferState.UNSURE).upcoming_first(on)

    def in_regions(self, **region: Any) -> Self:
        return self.filter(offers_in_regions(**region))

    def in_municipalities(
        self, municipalities: Iterable[Municipality], regions: Iterable[Region]
    ) -> Self:
        """Also offers by these regions themselves, if no place is known."""
        there = {"municipality__in": list(municipalities)}
        of_regions = offers_by_regions(pk__in=[region.pk for region in regions])
        return self.filter(offers_at(there, there) | of_regions)

    def as_of(self, as_of: AsOf) -> Self:
        """As of a past date, omit offers of which nothing shows that they existed or were planned.

        Without a known start, an offer counts from the first agreement of its region.
        """
        rows = self.upcoming_first(as_of)
        if not as_of.is_past:
            return rows
        regions = published_regions(as_of.today)
        not_begun = [key for key, row in regions.items() if not row.may_have_begun(as_of.on)]
        rows = rows.exclude(starts=None, region__in=not_begun)
        return rows.exclude(starts__gt=as_of.last_planned)

    def upcoming_first(self, day: date | AsOf) -> Self:
        """Current offers, upcoming ones by date, those that may have ended, then past ones."""
        on = AsOf.of(day).on
        later = Case(When(starts__gt=on, then=F("starts")))
        return self.order_by(
            by_state(day, RANKS).asc(),
            later.asc(nulls_first=True),
            F("ends").desc(nulls_last=True),
            "folded_name",
            "pk",
        )

    def for_list(self) -> Self:
        return self.select_related("region", "place", "school__place", "partner__place")

    def for_page(self, on: date) -> Self:
        others = OfferRegion.objects.filter(region__published_from__lte=on)
        return (
            self.for_list()
            .select_related("picture")
            .prefetch_related(
                Prefetch("offer_regions", others.select_related("region")),
                Prefetch("offer_themes", OfferTheme.objects.select_related("theme")),
            )
        )


class Offer(NamedPage, Sourced, Pictured):
    """Something to do or to take part in, by one school, one partner or the region itself."""

    owner_path = "region"

    name = models.CharField("titel", max_length=150)
    kind = models.CharField("soort", max_length=20, choices=OfferKind.choices)
    region = models.ForeignKey(Region, models.CASCADE, related_name="offers", verbose_name="regio")
    school = models.ForeignKey(
        School,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="offers",
        verbose_name="school",
    )
    partner = models.ForeignKey(
        Partner,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="offers",
        verbose_name="partner",
    )
    is_of_region = models.BooleanField("van de regio zelf", default=False)
    audience = ChoiceSetField("voor wie", options=OfferAudience)
    summary = models.TextField("in het kort", blank=True)
    body = RichTextField("tekst", blank=True)
    venue = models.CharField("waar", max_length=200, blank=True)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="offers", verbose_name="plaats"
    )
    starts = PartialDateField("begint")
    ends = PartialDateField("tot en met", end=True)
    weekdays = models.CharField("op welke dagen", max_length=120, blank=True)
    by_appointment = models.BooleanField("op afspraak", default=False)
    cost = models.CharField("kosten", max_length=12, choices=Cost.choices, default=Cost.UNKNOWN)
    cost_note = models.CharField("hoeveel", max_length=120, blank=True)
    capacity = models.PositiveSmallIntegerField("aantal plaatsen", null=True, blank=True)
    how_to_join = models.CharField("meedoen", max_length=200, blank=True)
    join_url = models.URLField("link om mee te doen", blank=True)
    join_email = models.EmailField("e-mailadres om mee te doen", blank=True)
    join_phone = models.CharField("telefoon om mee te doen", max_length=20, blank=True)
    join_until = PartialDateField("aanmelden tot en met", end=True)
    source_dated = PartialDateField("datum van de bron")

    objects = OfferQuerySet.as_manager()

    class Meta(NamedPage.Meta):
        verbose_name = "aanbod"
        verbose_name_plural = "aanbod"
        ordering = ["folded_name", "pk"]
        indexes = [
            # All columns that the list filters, counts and sorts by: it need not read the texts.
            models.Index(
                fields=[
                    *("region", "published_from", "school", "partner", "kind", "cost", "audience"),
                    *("starts", "ends", "source_dated", "place", "is_of_region", "folded_name"),
                    "id",  # which PostgreSQL, unlike SQLite, does not keep in each index
                ],
                name="offer_list",
            )
        ]
        constraints = [
            unique_slug("offer_address_once"),
            models.CheckConstraint(
                condition=(
                    Q(school__isnull=False, partner__isnull=True, is_of_region=False)
                    | Q(school__isnull=True, partner__isnull=False, is_of_region=False)
                    | Q(school__isnull=True, partner__isnull=True, is_of_region=True)
                ),
                name="offer_of_one_organisation",
                violation_error_message=(
                    "Kies van wie dit is: één school, één partner, of de regio zelf."
                ),
            ),
            ends_after_start("starts", "ends", "offer_ends_after_start"),
            models.CheckConstraint(
                condition=Q(cost_note="") | Q(cost=Cost.PAID),
                name="offer_amount_only_if_paid",
                violation_error_message="Een bedrag hoort alleen bij “kost geld”.",
            ),
        ]

    def get_absolute_url(self) -> str:
        return slug_url("offers:detail", self.slug)

    def clean(self) -> None:
        super().clean()
        # Not a constraint, since a preview publishes a draft before it has a source.
        if self.published_from and not self.source:
            raise ValidationError({"source": "Noem de bron: zonder bron komt dit niet op de site."})
        if self.region_id is None:
            return
        if any(owner.is_example != self.region.is_example for owner in self._organisations):
            raise ValidationError("Wat verzonnen is, staat alleen in de voorbeeldregio.")
        if self.pk and OfferRegion.objects.filter(offer=self.pk, region=self.region_id).exists():
            raise ValidationError({"region": f"{SAME_REGION} Haal haar daar eerst weg."})

    @property
    def _organisations(self) -> list[School | Partner]:
        return [owner for owner in (self.school, self.partner) if owner is not None]

    @property
    def organisation(self) -> School | Partner | Region:
        return next(iter(self._organisations), self.region)

    @property
    def is_example(self) -> bool:
        return self.region.is_example

    @cached_property
    def regions(self) -> list[Region]:
        """Its own region first; other regions only if published and loaded by a queryset method."""
        others = [row.region for row in self.offer_regions.all()]
        return [self.region, *(region for region in others if region.pk != self.region_id)]

    @property
    def themes(self) -> list[Theme]:
        return by_name(row.theme for row in self.offer_themes.all())

    @property
    def kind_meaning(self) -> str:
        return OfferKind(self.kind).meaning

    @property
    def audience_in_words(self) -> str:
        return ", ".join(OfferAudience(audience).label for audience in self.audience)

    @property
    def cost_in_words(self) -> str:
        """The cost as text; empty if unknown."""
        if self.cost == Cost.PAID:
            return self.cost_note or "Kost geld. Hoeveel is niet bekend."
        return "Gratis" if self.cost == Cost.FREE else ""

    @property
    def town(self) -> Place | None:
        """Its place, or the place of its school or partner."""
        return self.place or getattr(self.organisation, "place", None)

    @property
    def has_days(self) -> bool:
        """Whether its dates are known, and few enough to put in a calendar."""
        if not (self.starts and self.starts.day and self.ends and self.ends.day):
            return False
        return self.ends.last_day - self.starts.first_day < MAX_DAYS

    @property
    def has_way_to_join(self) -> bool:
        return bool(self.join_url or self.join_email or self.join_phone or self.how_to_join)

    def state(self, day: date | AsOf) -> OfferState:
        return state_of(self, day)

    def is_past(self, on: date) -> bool:
        return self.state(on) == OfferState.PAST

    def may_join(self, on: date) -> bool:
        if self.join_until is not None and self.join_until.last_day < on:
            return False
        return not self.is_past(on)


_AS_TEXT: dict[OfferState, Value] = {
    state: Value(str(state), models.CharField()) for state in OfferState
}
