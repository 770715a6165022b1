"""What schools are narrowed by."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from regions.filtering import (
    ChoiceFilter,
    Choices,
    DirectoryFilter,
    province_filter,
    province_of,
)
from regions.models import Municipality
from regions.periods import not_closed_on
from schools.models import Level


class SchoolFilter(DirectoryFilter):
    regio = ChoiceFilter(label="Techniekregio", method="filter_region", all_of_them="Alle regio's")
    provincie = province_filter()
    gemeente = ChoiceFilter(
        label="Gemeente", field_name="municipality__slug", all_of_them="Alle gemeenten"
    )
    niveau = ChoiceFilter(
        label="Niveau", choices=Level.choices, method="filter_level", all_of_them="Alle niveaus"
    )

    def options(self) -> dict[str, Choices]:
        municipalities = Municipality.objects.real().filter(
            not_closed_on(self.on, "schools__"), schools__is_example=False
        )
        return {
            "regio": self.region_choices(),
            "gemeente": list(municipalities.values_list("slug", "name").distinct()),
        }

    def filter_region(self, queryset: Any, name: str, value: str) -> QuerySet:
        return queryset.taking_part(self.on, slug=value)

    def filter_province(self, queryset: Any, name: str, value: str) -> QuerySet:
        return queryset.filter(municipality__province=province_of(value))

    def filter_level(self, queryset: Any, name: str, value: str) -> QuerySet:
        """Schools at that level, and at a level that is a part of it: vmbo kader is vmbo."""
        return queryset.filter(Q(levels__contains=f"|{value}|") | Q(levels__contains=f"|{value}-"))
