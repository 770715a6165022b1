"""What regions and municipalities are narrowed by."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from regions.filtering import (
    ChoiceFilter,
    Choices,
    DirectoryFilter,
    province_filter,
    province_of,
)
from regions.models import FundingPeriod, Municipality, RegionKind

NO_REGION = "geen"


class RegionFilter(DirectoryFilter):
    soort = ChoiceFilter(
        label="Soort", field_name="kind", choices=RegionKind.choices, all_of_them="Alle soorten"
    )
    provincie = province_filter()
    gemeente = ChoiceFilter(
        label="Gemeente", method="filter_municipality", all_of_them="Alle gemeenten"
    )
    periode = ChoiceFilter(
        label="Subsidieperiode", method="filter_period", all_of_them="Alle perioden"
    )

    def options(self) -> dict[str, Choices]:
        municipalities = Municipality.objects.real().with_region(self.on)
        return {
            "gemeente": list(municipalities.values_list("slug", "name")),
            "periode": [(str(period), str(period)) for period in FundingPeriod.objects.all()],
        }

    def filter_province(self, queryset: Any, name: str, value: str) -> QuerySet:
        municipalities = Municipality.objects.filter(province=province_of(value))
        return queryset.in_municipalities(municipalities, self.on)

    def filter_municipality(self, queryset: Any, name: str, value: str) -> QuerySet:
        return queryset.in_municipalities(Municipality.objects.filter(slug=value), self.on)

    def filter_period(self, queryset: Any, name: str, value: str) -> QuerySet:
        first_year, last_year = value.split("-")[0], value.split("-")[-1]
        return queryset.filter(
            agreements__funding_period__first_year=first_year,
            agreements__funding_period__last_year=last_year,
        ).distinct()


class MunicipalityFilter(DirectoryFilter):
    provincie = province_filter()
    regio = ChoiceFilter(
        label="Techniekregio", method="filter_region", all_of_them="Alle gemeenten"
    )

    def options(self) -> dict[str, Choices]:
        unknown = (NO_REGION, "Geen techniekregio bekend")
        return {"regio": [unknown, *self.region_choices()]}

    def filter_province(self, queryset: Any, name: str, value: str) -> QuerySet:
        return queryset.filter(province=province_of(value))

    def filter_region(self, queryset: Any, name: str, value: str) -> QuerySet:
        if value == NO_REGION:
            return queryset.without_region(self.on)
        return queryset.with_region(self.on, slug=value)
