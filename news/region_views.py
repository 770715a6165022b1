"""A region's own agenda and news, with all that was before, by year."""

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
from regions.directory import follow_old_addresses_to
from regions.fields.partial_date import PartialDate
from regions.lists.query_names import reads
from regions.models import Region

ROWS = 24


@require_safe
@follow_old_addresses_to("agenda/")
@reads(YEAR, "page")
def region_agenda(request: HttpRequest, slug: str) -> HttpResponse:
    """What is coming, soonest first; then what is over, by year, latest first."""
    day = today()
    region = Region.objects.published(day).find(slug)
    events: Any = region.events.published(day)
    years = events.order_by().values_list(ExtractYear("starts_on"), flat=True).distinct()
    archive = Archive(request.GET, years)
    shown = events.for_list().coming_first(day)
    if archive.year:
        shown = shown.filter(starts_on__year=archive.year)
    page = Paginator(shown, ROWS).get_page(request.GET.get("page"))
    context = {
        "region": region,
        "filter": archive,
        "page": page,
        "coming": [event for event in page if not event.is_past(day)],
        "past": [event for event in page if event.is_past(day)],
        "month": Month.of(day),
        "day": day,
    }
    return render(request, "news/region_agenda.html", context)


@require_safe
@follow_old_addresses_to("nieuws/")
@reads(YEAR, "page")
def region_news(request: HttpRequest, slug: str) -> HttpResponse:
    """News, stories and calls, by year, the latest first; those without a date come last."""
    day = today()
    region = Region.objects.published(day).find(slug)
    articles: Any = region.articles.published(day)
    dates = articles.order_by().filter(dated__isnull=False).values_list("dated", flat=True)
    archive = Archive(request.GET, {dated.year for dated in dates.distinct()})
    shown = articles.for_list()
    if archive.year:
        first, after = PartialDate(archive.year), PartialDate(archive.year + 1)
        shown = shown.filter(dated__gte=first, dated__lt=after)
    page = Paginator(shown, ROWS).get_page(request.GET.get("page"))
    context = {"region": region, "filter": archive, "page": page, "day": day}
    return render(request, "news/region_news.html", context)
