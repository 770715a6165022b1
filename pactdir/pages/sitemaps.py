"""One sitemap for each kind of page, with published and real rows only."""

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
from regions.standing import regions_to_join
from schools.models import Profile

# A model whose rows a page shows, and the column with the primary key of the page's row.
PagePart = tuple[Any, str]


class SitePages(Sitemap):
    """The lists and the pages about the site, without `lastmod`: that is unknown."""

    NAMES = (
        "home",
        "regions:list",
        "schools:list",
        "municipalities:list",
        "partners:list",
        "offers:list",
        "events:list",
        "articles:list",
        "themes:list",
        "profiles:list",
        "figures:list",
        "white-spots",
        "for-municipalities",
        "join",
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
    kind: ClassVar[RecordKind]

    def rows(self, on: date) -> QuerySet:
        return self.kind.pages(on)

    def parts(self) -> list[PagePart]:
        model = self.kind.model
        parts = [part_at(model, path) for path in self.kind.page_parts]
        return [(model, "id"), *((part.model, part.column) for part in parts)]

    def items(self) -> list[Any]:
        return self._rows

    def lastmod(self, row: Any) -> date | None:
        days = [self._changed.get(row.pk), getattr(row, "published_from", None)]
        return max((day for day in days if day), default=None)

    @cached_property
    def _rows(self) -> list[Any]:
        # Cached, because Django calls `items()` several times.
        return list(self.rows(today()).order_by("slug"))

    @cached_property
    def _changed(self) -> dict[int, date]:
        return last_changed(self.parts())


class RegionAgendas(RowPages):
    """The agendas of regions that have events."""

    page: ClassVar[str] = "regions:agenda"
    listed: ClassVar[Any] = Event

    def rows(self, on: date) -> QuerySet:
        rows = self.listed.objects.published(on)
        return Region.objects.published(on).exclude_examples().filter(pk__in=rows.values("region"))

    def parts(self) -> list[PagePart]:
        return [(Region, "id"), (self.listed, "region_id")]

    def location(self, row: Any) -> str:
        return reverse(self.page, args=[row.slug])


class RegionNews(RegionAgendas):
    page = "regions:news"
    listed = Article


class JoinPages(RowPages):
    """Pages about what each region asks for, except regions that have ended."""

    def rows(self, on: date) -> QuerySet:
        return Region.objects.filter(pk__in=[region.pk for region in regions_to_join(on)])

    def parts(self) -> list[PagePart]:
        return [(Region, "id")]

    def location(self, row: Any) -> str:
        return reverse("regions:join", args=[row.slug])


class MonthPages(Sitemap):
    def items(self) -> list[Month]:
        return sorted(months_with(Event.objects.published(today()).exclude_examples()))


class ProfilePages(Sitemap):
    """Without `lastmod`, since these texts have no history."""

    def items(self) -> list[str]:
        return list(Profile.values)

    def location(self, item: str) -> str:
        return reverse("profiles:detail", args=[item])


# Fixed, since search engines know these URLs; kinds registered later come last.
SECTION_ORDER = ("regios", "scholen", "gemeenten", "partners", "nieuws", "agenda", "themas")


def sections() -> dict[str, type[Sitemap]]:
    kinds = {kind.sitemap: kind for kind in record_kinds() if kind.sitemap}
    by_kind: dict[str, type[Sitemap]] = {
        name: type("KindPages", (RowPages,), {"kind": kinds[name]})
        for name in dict.fromkeys([*SECTION_ORDER, *kinds])
    }
    return {
        "site": SitePages,
        **by_kind,
        "agenda-van-regios": RegionAgendas,
        "nieuws-van-regios": RegionNews,
        "doe-mee": JoinPages,
        "maanden": MonthPages,
        "profielen": ProfilePages,
    }


SECTIONS = sections()


def last_changed(parts: Iterable[PagePart]) -> dict[int, date]:
    """Map page keys to the date of the latest history record; one query per model."""
    last: dict[int, datetime] = {}
    for model, column in parts:
        records = model.history.order_by().values_list(column).annotate(Max("history_date"))
        for key, at in records:
            last[key] = max(at, last.get(key, at))
    return {key: timezone.localdate(at) for key, at in last.items()}
