"""Facets of the list of offers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from partners.models import Cost, Offer, OfferAudience, OfferKind, OfferRegion, OfferState
from partners.models.offer_states import UPCOMING, by_state
from regions.lists.counting import any_of, fixed, set_values, tally
from regions.lists.facets import TableFacet
from regions.lists.filtering import DirectoryFilter, region_choices, theme_choices

NOW = "nu-of-straks"
WHEN = {
    NOW: UPCOMING,
    "niet-zeker": (OfferState.UNSURE,),
    "geweest": (OfferState.PAST,),
}
WHEN_CHOICES = [
    (NOW, "Nu of straks"),
    ("niet-zeker", "Niet zeker of het er nog is"),
    ("geweest", "Was er eerder"),
]


class OfferFilter(DirectoryFilter):
    counted_together = ("voor", "soort", "wanneer", "kosten")

    voor = TableFacet(
        label="Voor wie",
        choices=OfferAudience.choices,
        method="filter_audience",
        column="audience",
        values_in=set_values,
    )
    soort = TableFacet(label="Soort", field_name="kind", choices=OfferKind.choices)
    thema = TableFacet(label="Thema", method="filter_theme", tally="count_themes")
    wanneer = TableFacet(label="Wanneer", choices=WHEN_CHOICES, method="filter_when")
    kosten = TableFacet(label="Kosten", field_name="cost", choices=Cost.choices)
    regio = TableFacet(label="Techniekregio", method="filter_region", tally="count_regions")

    @classmethod
    def rows(cls, on: date) -> Any:
        return Offer.objects.published(on)

    @classmethod
    def choices(cls, on: date) -> dict[str, QuerySet]:
        used = cls.rows(on).exclude_examples().order_by()
        return {"regio": region_choices(on), "thema": theme_choices(offer_themes__offer__in=used)}

    @property
    def may_be_coming(self) -> bool:
        return NOW in self.narrowing.values.get("wanneer", [NOW])

    @property
    def unknown_audience(self) -> int:
        """Count of otherwise matching offers with an unknown audience; 0 if none is chosen."""
        if "voor" not in self.narrowing.values:
            return 0
        return self.raw_counts.get("voor", {}).get("", 0)

    @property
    def query_without_audience(self) -> str:
        return self.narrowing.query_without("voor")

    def filter_audience(self, rows: Any, audiences: list[str]) -> QuerySet:
        return rows.filter(any_of("audience", audiences))

    def filter_theme(self, rows: Any, slugs: list[str]) -> QuerySet:
        offers = Offer.objects.filter(offer_themes__theme__slug__in=slugs)
        return rows.filter(pk__in=offers.values("pk"))

    def count_themes(self, rows: QuerySet) -> list[QuerySet]:
        return [tally(rows, "offer_themes__theme__slug")]

    def filter_when(self, rows: Any, periods: list[str]) -> QuerySet:
        states = [state for period in periods for state in WHEN[period]]
        return rows.in_state(self.on, *states)

    def _column(self, name: str) -> Any:
        if name != "wanneer":
            return super()._column(name)
        names = {state: fixed(when) for when, states in WHEN.items() for state in states}
        return by_state(self.on, names)

    def filter_region(self, rows: Any, slugs: list[str]) -> QuerySet:
        return rows.in_regions(slug__in=slugs)

    def count_regions(self, rows: Any) -> list[QuerySet]:
        others = OfferRegion.objects.filter(offer__in=rows.order_by().values("pk"))
        others = others.exclude(region=F("offer__region"))
        return [tally(rows, "region__slug"), tally(others, "region__slug")]
