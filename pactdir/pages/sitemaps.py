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

from news.models import Article, Event
from news.months import Month, months_with
from regions.clock import today
from regions.directory import RecordKind, part_at, record_kinds
from regions.models import Region

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
        "figures:list",
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
    """The pages of one kind of record, each with the day it last changed."""

    kind: ClassVar[RecordKind]

    def rows(self, on: date) -> QuerySet:
        """Those with a page that day, of what is real."""
        return self.kind.pages(on)

    def shown(self) -> list[Shown]:
        model = self.kind.model
        parts = [part_at(model, path) for path in self.kind.page_parts]
        return [(model, "id"), *((part.model, part.column) for part in parts)]

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
        return last_changed(self.shown())


class RegionAgendas(RowPages):
    """The own agenda of a region that has something in it."""

    page: ClassVar[str] = "regions:agenda"
    listed: ClassVar[Any] = Event

    def rows(self, on: date) -> QuerySet:
        listed = self.listed.objects.published(on)
        return Region.objects.published(on).real().filter(pk__in=listed.values("region"))

    def shown(self) -> list[Shown]:
        return [(Region, "id"), (self.listed, "region_id")]

    def location(self, row: Any) -> str:
        return reverse(self.page, args=[row.slug])


class RegionNews(RegionAgendas):
    page = "regions:news"
    listed = Article


class MonthPages(Sitemap):
    """The months in which there is something to do."""

    def items(self) -> list[Month]:
        return sorted(months_with(Event.objects.published(today()).real()))


# As search engines have known them; what is registered later comes behind these.
IN_ORDER = ("regios", "scholen", "gemeenten", "partners", "nieuws", "agenda", "themas")


def sections() -> dict[str, type[Sitemap]]:
    kinds = {kind.sitemap: kind for kind in record_kinds() if kind.sitemap}
    of_kinds: dict[str, type[Sitemap]] = {
        name: type("KindPages", (RowPages,), {"kind": kinds[name]})
        for name in dict.fromkeys([*IN_ORDER, *kinds])
    }
    return {
        "site": SitePages,
        **of_kinds,
        "agenda-van-regios": RegionAgendas,
        "nieuws-van-regios": RegionNews,
        "maanden": MonthPages,
    }


SECTIONS = sections()


def last_changed(shown: Iterable[Shown]) -> dict[int, date]:
    """For each page the day of its last record, by key; a query for each model."""
    last: dict[int, datetime] = {}
    for model, column in shown:
        records = model.history.order_by().values_list(column).annotate(Max("history_date"))
        for key, at in records:
            last[key] = max(at, last.get(key, at))
    return {key: timezone.localdate(at) for key, at in last.items()}
