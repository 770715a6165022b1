"""What schools are narrowed by."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from regions.filtering import (
    PROVINCE_CHOICES,
    ChoiceFilter,
    Choices,
    DirectoryFilter,
    province_of,
)
from regions.models import Municipality
from schools.models import Level


class SchoolFilter(DirectoryFilter):
    regio = ChoiceFilter(label="Techniekregio", method="filter_region", all_of_them="Alle regio's")
    provincie = ChoiceFilter(
        label="Provincie",
        choices=PROVINCE_CHOICES,
        method="filter_province",
        all_of_them="Alle provincies",
    )
    gemeente = ChoiceFilter(
        label="Gemeente", field_name="municipality__slug", all_of_them="Alle gemeenten"
    )
    niveau = ChoiceFilter(
        label="Niveau", choices=Level.choices, method="filter_level", all_of_them="Alle niveaus"
    )

    def options(self) -> dict[str, Choices]:
        municipalities = Municipality.objects.real().filter(schools__isnull=False).distinct()
        return {
            "regio": self.region_choices(),
            "gemeente": list(municipalities.values_list("slug", "name")),
        }

    def filter_region(self, queryset: Any, name: str, value: str) -> QuerySet:
        return queryset.taking_part(self.on, slug=value)

    def filter_province(self, queryset: Any, name: str, value: str) -> QuerySet:
        return queryset.filter(municipality__province=province_of(value))

    def filter_level(self, queryset: Any, name: str, value: str) -> QuerySet:
        return queryset.at_level(value)
