"""Facets of the list of partners."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from partners.models import Partner, PartnerKind, PartnerParticipation, Sector
from regions.lists.counting import any_of, set_values, tally
from regions.lists.facets import TableFacet, province_facet, provinces_of
from regions.lists.filtering import DirectoryFilter, municipality_choices, region_choices


class PartnerFilter(DirectoryFilter):
    soort = TableFacet(label="Soort", field_name="kind", choices=PartnerKind.choices)
    sector = TableFacet(
        label="Sector",
        choices=Sector.choices,
        method="filter_sector",
        column="sectors",
        values_in=set_values,
    )
    regio = TableFacet(label="Techniekregio", method="filter_region", tally="count_regions")
    provincie = province_facet("place__municipality__province")
    gemeente = TableFacet(label="Gemeente", field_name="place__municipality__slug")

    @classmethod
    def rows(cls, on: date) -> Any:
        return Partner.objects.published(on)

    @classmethod
    def choices(cls, on: date) -> dict[str, QuerySet]:
        return {
            "regio": region_choices(on),
            "gemeente": municipality_choices(cls.rows(on), "place__municipality"),
        }

    def filter_sector(self, rows: Any, sectors: list[str]) -> QuerySet:
        return rows.filter(any_of("sectors", sectors))

    def filter_region(self, rows: Any, slugs: list[str]) -> QuerySet:
        return rows.taking_part(self.on, slug__in=slugs)

    def count_regions(self, rows: QuerySet) -> list[QuerySet]:
        open_rows = PartnerParticipation.objects.open(self.on).filter(partner__in=rows.order_by())
        return [tally(open_rows, "region__slug", "partner")]

    def filter_province(self, rows: Any, slugs: list[str]) -> QuerySet:
        return rows.filter(place__municipality__province__in=provinces_of(slugs))
