"""What search engines may find: a list for each kind of page, of what is published and real."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils import timezone

from news.models import Article, ArticleTheme, Event, EventTheme
from news.months import Month, months_with
from partners.models import Partner, PartnerParticipation
from regions.clock import today
from regions.models import (
    Agreement,
    Confirmation,
    Contact,
    Goal,
    Municipality,
    MunicipalityParticipation,
    MunicipalitySuccession,
    Region,
    RegionTheme,
    Theme,
)
from schools.models import School, SchoolName, SchoolParticipation

# A model whose rows a page shows below its own, and the column that says of which page.
Shown = tuple[Any, str]


class SitePages(Sitemap):
    """The lists, and the pages about the site; who knows when those last changed."""

    NAMES = (
        "home",
        "regions:list",
        "schools:list",
        "municipalities:list",
        "partners:list",
        "events:list",
        "articles:list",
        "themes:list",
        "about",
        "contact",
        "privacy",
        "accessibility",
        "glossary",
    )

    def items(self) -> list[str]:
        return list(self.NAMES)

    def location(self, item: str) -> str:
        return reverse(item)


class RowPages(Sitemap):
    """The pages of one model's rows, each with the day it last changed."""

    model: ClassVar[Any]
    below: ClassVar[tuple[Shown, ...]] = ()

    def rows(self, on: date) -> QuerySet:
        """Those with a page that day, of what is real."""
        rows: QuerySet = self.model.objects.published(on).real()
        return rows

    def items(self) -> list[Any]:
        return self._rows

    def lastmod(self, row: Any) -> date | None:
        """The day of the last record of what the page shows, or that it came to stand there."""
        days = [self._changed.get(row.pk), getattr(row, "published_from", None)]
        return max((day for day in days if day), default=None)

    @cached_property
    def _rows(self) -> list[Any]:
        """Asked once for the index, its last day and its pages alike."""
        return list(self.rows(today()).order_by("slug"))

    @cached_property
    def _changed(self) -> dict[int, date]:
        return last_changed([(self.model, "id"), *self.below])


class RegionPages(RowPages):
    model = Region
    below = (
        (Agreement, "region_id"),
        (Confirmation, "region_id"),
        (Contact, "region_id"),
        (Goal, "region_id"),
        (RegionTheme, "region_id"),
        (SchoolParticipation, "region_id"),
        (PartnerParticipation, "region_id"),
        (MunicipalityParticipation, "region_id"),
    )


class SchoolPages(RowPages):
    model = School
    below = ((SchoolName, "school_id"), (SchoolParticipation, "school_id"))


class MunicipalityPages(RowPages):
    model = Municipality
    below = (
        (MunicipalityParticipation, "municipality_id"),
        (MunicipalitySuccession, "new_id"),
    )

    def rows(self, on: date) -> QuerySet:
        """A municipality is no draft, but it may have gone."""
        return Municipality.objects.current(on).real()


class PartnerPages(RowPages):
    model = Partner
    below = ((PartnerParticipation, "partner_id"),)


class ArticlePages(RowPages):
    model = Article
    below = ((ArticleTheme, "article_id"),)


class EventPages(RowPages):
    model = Event
    below = ((EventTheme, "event_id"),)


class ThemePages(RowPages):
    model = Theme
    below = (
        (RegionTheme, "theme_id"),
        (ArticleTheme, "theme_id"),
        (EventTheme, "theme_id"),
    )

    def rows(self, on: date) -> QuerySet:
        """A theme is no draft; it is there as soon as something real has to do with it."""
        return Theme.objects.really_used(on)


class RegionAgendas(RowPages):
    """The own agenda of a region that has something in it."""

    model = Region
    page: ClassVar[str] = "regions:agenda"
    shown: ClassVar[Any] = Event
    below: ClassVar[tuple[Shown, ...]] = ((Event, "region_id"),)

    def rows(self, on: date) -> QuerySet:
        return super().rows(on).filter(pk__in=self.shown.objects.published(on).values("region"))

    def location(self, row: Any) -> str:
        return reverse(self.page, args=[row.slug])


class RegionNews(RegionAgendas):
    page = "regions:news"
    shown = Article
    below = ((Article, "region_id"),)


class MonthPages(Sitemap):
    """The months in which there is something to do."""

    def items(self) -> list[Month]:
        return sorted(months_with(Event.objects.published(today()).real()))


SECTIONS = {
    "site": SitePages,
    "regios": RegionPages,
    "scholen": SchoolPages,
    "gemeenten": MunicipalityPages,
    "partners": PartnerPages,
    "nieuws": ArticlePages,
    "agenda": EventPages,
    "themas": ThemePages,
    "agenda-van-regios": RegionAgendas,
    "nieuws-van-regios": RegionNews,
    "maanden": MonthPages,
}


def last_changed(shown: Iterable[Shown]) -> dict[int, date]:
    """For each page the day of its last record, by key; a query for each model."""
    last: dict[int, datetime] = {}
    for model, column in shown:
        records = model.history.order_by().values_list(column).annotate(Max("history_date"))
        for key, at in records:
            last[key] = max(at, last.get(key, at))
    return {key: timezone.localdate(at) for key, at in last.items()}
