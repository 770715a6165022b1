"""Pages of a region's events and news, including past ones, by year."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models.functions import ExtractYear
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from news.archive import NAME as YEAR
from news.archive import Archive
from news.months import Month
from regions.clock import today
from regions.directory import redirect_subpage_if_moved
from regions.fields.partial_date import PartialDate
from regions.lists.query_names import reads
from regions.models import Region

ROWS_PER_PAGE = 24


@require_safe
@redirect_subpage_if_moved("agenda/")
@reads(YEAR, "page")
def region_agenda(request: HttpRequest, slug: str) -> HttpResponse:
    day = today()
    region = Region.objects.published(day).find(slug)
    events: Any = region.events.published(day)
    years = events.order_by().values_list(ExtractYear("starts_on"), flat=True).distinct()
    archive = Archive(request.GET, years)
    rows = events.for_list().upcoming_first(day)
    if archive.year:
        rows = rows.filter(starts_on__year=archive.year)
    page = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "region": region,
        "filter": archive,
        "page": page,
        "upcoming": [event for event in page if not event.is_past(day)],
        "past": [event for event in page if event.is_past(day)],
        "month": Month.of(day),
        "day": day,
    }
    return render(request, "news/region_agenda.html", context)


@require_safe
@redirect_subpage_if_moved("nieuws/")
@reads(YEAR, "page")
def region_news(request: HttpRequest, slug: str) -> HttpResponse:
    day = today()
    region = Region.objects.published(day).find(slug)
    articles: Any = region.articles.published(day)
    dates = articles.order_by().filter(dated__isnull=False).values_list("dated", flat=True)
    archive = Archive(request.GET, {article_date.year for article_date in dates.distinct()})
    rows = articles.for_list()
    if archive.year:
        start, end = PartialDate(archive.year), PartialDate(archive.year + 1)
        rows = rows.filter(dated__gte=start, dated__lt=end)
    page = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"region": region, "filter": archive, "page": page, "day": day}
    return render(request, "news/region_news.html", context)
