"""What news and agenda are narrowed by."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from news.models import ArticleKind, Audience
from regions.filtering import ChoiceFilter, Choices, DirectoryFilter

NATIONAL = "landelijk"
PERIODS = [("komend", "Wat komt"), ("geweest", "Wat geweest is")]


class _OfRegionFilter(DirectoryFilter):
    regio = ChoiceFilter(
        label="Techniekregio", method="filter_region", all_of_them="Alle regio's en landelijk"
    )

    def options(self) -> dict[str, Choices]:
        return {"regio": [(NATIONAL, "Landelijk"), *self.region_choices()]}

    def filter_region(self, queryset: Any, name: str, value: str) -> QuerySet:
        if value == NATIONAL:
            return queryset.filter(region__isnull=True)
        return queryset.filter(region__slug=value)


class ArticleFilter(_OfRegionFilter):
    soort = ChoiceFilter(
        label="Soort", field_name="kind", choices=ArticleKind.choices, all_of_them="Alle soorten"
    )


class EventFilter(_OfRegionFilter):
    voor = ChoiceFilter(
        label="Voor wie",
        choices=Audience.choices,
        method="filter_audience",
        all_of_them="Iedereen",
    )
    periode = ChoiceFilter(
        label="Periode", choices=PERIODS, method="filter_period", all_of_them="Alles"
    )

    def filter_audience(self, queryset: Any, name: str, value: str) -> QuerySet:
        return queryset.filter(audience__contains=f"|{value}|")

    def filter_period(self, queryset: Any, name: str, value: str) -> QuerySet:
        if value == "komend":
            return queryset.filter(ends_on__gte=self.on)
        return queryset.filter(ends_on__lt=self.on)
