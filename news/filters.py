"""What news and agenda are narrowed by."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import (
    Case,
    CharField,
    ExpressionWrapper,
    F,
    IntegerField,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from news.models import ArticleKind, Audience, EventStatus
from regions.fields.partial_date import PartialDate
from regions.lists.facets import Choices, Facet, any_of, choices_of, each_of_set, fixed, tally
from regions.lists.filtering import DirectoryFilter, province_facet, provinces_of

NATIONAL = "landelijk"
PERIODS = [("komend", "Wat komt"), ("geweest", "Wat geweest is")]
NO_DATE = ("zonder-datum", "datum niet bekend")
# A PartialDate is stored with its year in front.
YEAR = Cast(ExpressionWrapper(F("dated") / Value(10_000), IntegerField()), CharField())


class _OfRegionFilter(DirectoryFilter):
    """Of a region, or of the whole country."""

    theme_path = ""

    regio = Facet(label="Techniekregio", method="filter_region", tally="count_regions")

    def choices(self) -> dict[str, QuerySet]:
        used = {f"{self.theme_path}__in": self.queryset.real().order_by()}
        return {"regio": self.region_choices(), "thema": self.theme_choices(**used)}

    def known_choices(self) -> dict[str, Choices]:
        return {"regio": [(NATIONAL, "Landelijk")]}

    def filter_region(self, queryset: Any, name: str, slugs: list[str]) -> QuerySet:
        asked = Q(region__slug__in=slugs)
        return queryset.filter(asked | Q(region__isnull=True) if NATIONAL in slugs else asked)

    def count_regions(self, rows: Any) -> list[QuerySet]:
        """Of a real region and of the country what is real; of an invented one everything."""
        region = Coalesce("region__slug", fixed(NATIONAL))
        invented = rows.filter(region__is_example=True)
        return [tally(rows.real(), region), tally(invented, "region__slug")]


class ArticleFilter(_OfRegionFilter):
    theme_path = "article_themes__article"

    soort = Facet(label="Soort", field_name="kind", choices=ArticleKind.choices)
    jaar = Facet(
        label="Jaar",
        method="filter_year",
        column=Case(When(dated__isnull=True, then=fixed(NO_DATE[0])), default=YEAR),
    )
    thema = Facet(label="Thema", method="filter_theme", tally="count_themes")

    def choices(self) -> dict[str, QuerySet]:
        dated = self.queryset.real().filter(dated__isnull=False)
        return super().choices() | {"jaar": choices_of(dated, YEAR, YEAR)}

    def in_order(self, name: str, rows: list[tuple[str, str, bool]]) -> Choices:
        if name != "jaar":
            return super().in_order(name, rows)
        newest_first = sorted(rows, key=lambda row: row[0], reverse=True)
        return [*((year, year) for year, _, _ in newest_first), NO_DATE]

    def filter_year(self, queryset: Any, name: str, years: list[str]) -> QuerySet:
        asked = Q()
        for year in years:
            if year == NO_DATE[0]:
                asked |= Q(dated__isnull=True)
            else:
                first, next_first = PartialDate(int(year)), PartialDate(int(year) + 1)
                asked |= Q(dated__gte=first, dated__lt=next_first)
        return queryset.filter(asked)

    def filter_theme(self, queryset: Any, name: str, slugs: list[str]) -> QuerySet:
        found = queryset.model.objects.filter(article_themes__theme__slug__in=slugs)
        return queryset.filter(pk__in=found.values("pk"))

    def count_themes(self, rows: QuerySet) -> list[QuerySet]:
        return [tally(rows, "article_themes__theme__slug")]


class EventFilter(_OfRegionFilter):
    theme_path = "event_themes__event"

    periode = Facet(label="Periode", choices=PERIODS, method="filter_period", tally="count_periods")
    voor = Facet(
        label="Voor wie",
        choices=Audience.choices,
        method="filter_audience",
        column="audience",
        values_in=each_of_set,
    )
    staat = Facet(label="Stand van zaken", field_name="status", choices=EventStatus.choices)
    thema = Facet(label="Thema", method="filter_theme", tally="count_themes")
    provincie = province_facet(tally="count_provinces")
    gemeente = Facet(label="Gemeente", method="filter_municipality", tally="count_municipalities")

    def choices(self) -> dict[str, QuerySet]:
        return super().choices() | {"gemeente": self._municipalities()}

    def _municipalities(self) -> QuerySet:
        slug, name = _where("slug"), _where("name")
        there = self.queryset.real().annotate(in_slug=slug).filter(in_slug__isnull=False)
        return choices_of(there, slug, name)

    @property
    def may_be_coming(self) -> bool:
        """Whether one asked for what is still to come, among others."""
        return "komend" in self.values.get("periode", ["komend"])

    def filter_audience(self, queryset: Any, name: str, audiences: list[str]) -> QuerySet:
        return queryset.filter(any_of("audience", audiences))

    def filter_period(self, queryset: Any, name: str, periods: list[str]) -> QuerySet:
        coming, past = Q(ends_on__gte=self.on), Q(ends_on__lt=self.on)
        asked = {"komend": coming, "geweest": past}
        return queryset.filter(reduce(or_, [asked[period] for period in periods]))

    def count_periods(self, rows: QuerySet) -> list[QuerySet]:
        komend = When(ends_on__gte=self.on, then=fixed("komend"))
        return [tally(rows, Case(komend, default=fixed("geweest")))]

    def filter_theme(self, queryset: Any, name: str, slugs: list[str]) -> QuerySet:
        found = queryset.model.objects.filter(event_themes__theme__slug__in=slugs)
        return queryset.filter(pk__in=found.values("pk"))

    def count_themes(self, rows: QuerySet) -> list[QuerySet]:
        return [tally(rows, "event_themes__theme__slug")]

    def filter_province(self, queryset: Any, name: str, slugs: list[str]) -> QuerySet:
        return queryset.annotate(in_province=_where("province")).filter(
            in_province__in=provinces_of(slugs)
        )

    def count_provinces(self, rows: QuerySet) -> list[QuerySet]:
        return [tally(rows, _where("province"))]

    def filter_municipality(self, queryset: Any, name: str, slugs: list[str]) -> QuerySet:
        return queryset.annotate(in_municipality=_where("slug")).filter(in_municipality__in=slugs)

    def count_municipalities(self, rows: QuerySet) -> list[QuerySet]:
        return [tally(rows, _where("slug"))]


def _where(field: str) -> Coalesce:
    """Of the municipality of the place, or where none is named of the school that holds it."""
    return Coalesce(f"place__municipality__{field}", f"school__municipality__{field}")
