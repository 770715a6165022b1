"""What partners are narrowed by."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from partners.models import PartnerKind, Sector
from regions.filtering import ChoiceFilter, Choices, DirectoryFilter


class PartnerFilter(DirectoryFilter):
    soort = ChoiceFilter(
        label="Soort", field_name="kind", choices=PartnerKind.choices, all_of_them="Alle soorten"
    )
    sector = ChoiceFilter(
        label="Sector", choices=Sector.choices, method="filter_sector", all_of_them="Alle sectoren"
    )
    regio = ChoiceFilter(label="Techniekregio", method="filter_region", all_of_them="Alle regio's")

    def options(self) -> dict[str, Choices]:
        return {"regio": self.region_choices()}

    def filter_sector(self, queryset: Any, name: str, value: str) -> QuerySet:
        return queryset.filter(sectors__contains=f"|{value}|")

    def filter_region(self, queryset: Any, name: str, value: str) -> QuerySet:
        return queryset.taking_part(self.on, slug=value)
