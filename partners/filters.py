"""What partners are narrowed by."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from partners.models import PartnerKind, PartnerParticipation, Sector
from regions.lists.facets import Facet, any_of, each_of_set, tally
from regions.lists.filtering import DirectoryFilter, province_facet, provinces_of


class PartnerFilter(DirectoryFilter):
    soort = Facet(label="Soort", field_name="kind", choices=PartnerKind.choices)
    sector = Facet(
        label="Sector",
        choices=Sector.choices,
        method="filter_sector",
        column="sectors",
        values_in=each_of_set,
    )
    regio = Facet(label="Techniekregio", method="filter_region", tally="count_regions")
    provincie = province_facet("place__municipality__province")
    gemeente = Facet(label="Gemeente", field_name="place__municipality__slug")

    def choices(self) -> dict[str, QuerySet]:
        return {
            "regio": self.region_choices(),
            "gemeente": self.municipality_choices(self.queryset, "place__municipality"),
        }

    def filter_sector(self, queryset: Any, name: str, sectors: list[str]) -> QuerySet:
        return queryset.filter(any_of("sectors", sectors))

    def filter_region(self, queryset: Any, name: str, slugs: list[str]) -> QuerySet:
        return queryset.taking_part(self.on, slug__in=slugs)

    def count_regions(self, rows: QuerySet) -> list[QuerySet]:
        taking_part = PartnerParticipation.objects.open(self.on).filter(partner__in=rows.order_by())
        return [tally(taking_part, "region__slug", "partner")]

    def filter_province(self, queryset: Any, name: str, slugs: list[str]) -> QuerySet:
        return queryset.filter(place__municipality__province__in=provinces_of(slugs))
