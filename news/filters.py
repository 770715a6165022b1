"""Facets of the lists of news and events."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from typing import Any, ClassVar
from urllib.parse import urlencode

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
from django.urls import reverse

from news.models import Article, ArticleKind, Audience, Event, EventStatus
from regions.fields.partial_date import PartialDate
from regions.lists.counting import any_of, choices_of, fixed, set_values, tally
from regions.lists.facets import TableFacet, province_facet, provinces_of
from regions.lists.filtering import DirectoryFilter, region_choices, theme_choices
from regions.wording.dutch import listed

NATIONAL = "landelijk"
PERIODS = [("komend", "Wat komt"), ("geweest", "Wat geweest is")]
NO_DATE = ("zonder-datum", "datum niet bekend")
# A PartialDate is stored as yyyymmdd.
YEAR = Cast(ExpressionWrapper(F("dated") / Value(10_000), IntegerField()), CharField())


class _RegionalFilter(DirectoryFilter):
    theme_path: ClassVar[str]

    regio = TableFacet(label="Techniekregio", method="filter_region", tally="count_regions")

    @classmethod
    def choices(cls, on: date) -> dict[str, QuerySet]:
        usage = {f"{cls.theme_path}__in": cls.rows(on).exclude_examples().order_by()}
        return {"regio": region_choices(on), "thema": theme_choices(**usage)}

    @classmethod
    def known_choices(cls) -> dict[str, list[tuple[str, str]]]:
        return {"regio": [(NATIONAL, "Landelijk")]}

    def filter_region(self, rows: Any, slugs: list[str]) -> QuerySet:
        regional = Q(region__slug__in=slugs)
        return rows.filter(regional | Q(region__isnull=True) if NATIONAL in slugs else regional)

    def count_regions(self, rows: Any) -> list[QuerySet]:
        # Count all rows of an example region, and only the real rows of others.
        region = Coalesce("region__slug", fixed(NATIONAL))
        examples = rows.filter(region__is_example=True)
        return [tally(rows.exclude_examples(), region), tally(examples, "region__slug")]


class ArticleFilter(_RegionalFilter):
    theme_path = "article_themes__article"

    soort = TableFacet(label="Soort", field_name="kind", choices=ArticleKind.choices)
    jaar = TableFacet(
        label="Jaar",
        method="filter_year",
        column=Case(When(dated__isnull=True, then=fixed(NO_DATE[0])), default=YEAR),
    )
    thema = TableFacet(label="Thema", method="filter_theme", tally="count_themes")

    @classmethod
    def rows(cls, on: date) -> Any:
        return Article.objects.published(on)

    @classmethod
    def choices(cls, on: date) -> dict[str, QuerySet]:
        articles = cls.rows(on).exclude_examples().filter(dated__isnull=False)
        return super().choices(on) | {"jaar": choices_of(articles, YEAR, YEAR)}

    @classmethod
    def sort_choices(cls, name: str, rows: list[tuple[str, str, bool]]) -> list[tuple[str, str]]:
        if name != "jaar":
            return super().sort_choices(name, rows)
        newest_first = sorted(rows, key=lambda row: row[0], reverse=True)
        return [*((year, year) for year, _, _ in newest_first), NO_DATE]

    def filter_year(self, rows: Any, years: list[str]) -> QuerySet:
        condition = Q()
        for year in years:
            if year == NO_DATE[0]:
                condition |= Q(dated__isnull=True)
            else:
                start, end = PartialDate(int(year)), PartialDate(int(year) + 1)
                condition |= Q(dated__gte=start, dated__lt=end)
        return rows.filter(condition)

    def filter_theme(self, rows: Any, slugs: list[str]) -> QuerySet:
        articles = Article.objects.filter(article_themes__theme__slug__in=slugs)
        return rows.filter(pk__in=articles.values("pk"))

    def count_themes(self, rows: QuerySet) -> list[QuerySet]:
        return [tally(rows, "article_themes__theme__slug")]


class EventFilter(_RegionalFilter):
    theme_path = "event_themes__event"

    periode = TableFacet(
        label="Periode", choices=PERIODS, method="filter_period", tally="count_periods"
    )
    voor = TableFacet(
        label="Voor wie",
        choices=Audience.choices,
        method="filter_audience",
        column="audience",
        values_in=set_values,
    )
    staat = TableFacet(label="Stand van zaken", field_name="status", choices=EventStatus.choices)
    thema = TableFacet(label="Thema", method="filter_theme", tally="count_themes")
    provincie = province_facet(tally="count_provinces")
    gemeente = TableFacet(
        label="Gemeente", method="filter_municipality", tally="count_municipalities"
    )

    @classmethod
    def rows(cls, on: date) -> Any:
        return Event.objects.published(on)

    @classmethod
    def choices(cls, on: date) -> dict[str, QuerySet]:
        slug, name = _municipality("slug"), _municipality("name")
        events_with_place = (
            cls.rows(on).exclude_examples().annotate(in_slug=slug).filter(in_slug__isnull=False)
        )
        return super().choices(on) | {"gemeente": choices_of(events_with_place, slug, name)}

    @property
    def may_be_upcoming(self) -> bool:
        return "komend" in self.narrowing.values.get("periode", ["komend"])

    @property
    def _audiences(self) -> list[str]:
        return self.narrowing.values.get("voor", [])

    @property
    def calendar_url(self) -> str:
        """A calendar has no other filters, which would become empty or meaningless over time."""
        url = reverse("agenda-calendar")
        query = urlencode([("voor", audience) for audience in self._audiences])
        return f"{url}?{query}" if query else url

    @property
    def calendar_words(self) -> str:
        labels = [Audience(audience).label for audience in self._audiences]
        return f"de agenda voor {listed(labels)}" if labels else "de hele agenda"

    def filter_audience(self, rows: Any, audiences: list[str]) -> QuerySet:
        return rows.filter(any_of("audience", audiences))

    def filter_period(self, rows: Any, periods: list[str]) -> QuerySet:
        conditions = {"komend": Q(ends_on__gte=self.on), "geweest": Q(ends_on__lt=self.on)}
        return rows.filter(reduce(or_, [conditions[period] for period in periods]))

    def count_periods(self, rows: QuerySet) -> list[QuerySet]:
        upcoming = When(ends_on__gte=self.on, then=fixed("komend"))
        return [tally(rows, Case(upcoming, default=fixed("geweest")))]

    def filter_theme(self, rows: Any, slugs: list[str]) -> QuerySet:
        events = Event.objects.filter(event_themes__theme__slug__in=slugs)
        return rows.filter(pk__in=events.values("pk"))

    def count_themes(self, rows: QuerySet) -> list[QuerySet]:
        return [tally(rows, "event_themes__theme__slug")]

    def filter_province(self, rows: Any, slugs: list[str]) -> QuerySet:
        return rows.annotate(in_province=_municipality("province")).filter(
            in_province__in=provinces_of(slugs)
        )

    def count_provinces(self, rows: QuerySet) -> list[QuerySet]:
        return [tally(rows, _municipality("province"))]

    def filter_municipality(self, rows: Any, slugs: list[str]) -> QuerySet:
        return rows.annotate(in_municipality=_municipality("slug")).filter(
            in_municipality__in=slugs
        )

    def count_municipalities(self, rows: QuerySet) -> list[QuerySet]:
        return [tally(rows, _municipality("slug"))]


def _municipality(field: str) -> Coalesce:
    return Coalesce(f"place__municipality__{field}", f"school__municipality__{field}")
