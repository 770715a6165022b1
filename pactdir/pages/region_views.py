"""Pages of regions and municipalities."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pactdir.pages.former_names import NameOfBefore
from pactdir.pages.municipality_page import MunicipalityPage
from pactdir.pages.region_comparison import MOST_REGIONS, compared
from pactdir.pages.region_page import RegionPage
from regions.clock import today
from regions.directory import Moved, follow_old_addresses
from regions.filters import MunicipalityFilter, RegionFilter
from regions.lists.blanks import without_blanks
from regions.lists.query_names import reads
from regions.models import Municipality, Region
from regions.taking_part import links_by_municipality


@require_safe
@without_blanks
@reads(RegionFilter, "page")
def region_list(request: HttpRequest) -> HttpResponse:
    day = today()
    narrowed = RegionFilter(request.GET, on=day)
    page = narrowed.page(narrowed.qs.for_list(), per_page=50)
    context = {
        "filter": narrowed,
        "filters": narrowed.shown,
        "page": page,
        "rows": [RegionPage(region, day) for region in page],
        "day": day,
    }
    return render(request, "regions/region_list.html", context)


@require_safe
@follow_old_addresses
def region_detail(request: HttpRequest, slug: str) -> HttpResponse:
    day = today()
    region = Region.objects.published(day).for_page().find(slug)
    context = {"region": region, "page": RegionPage(region, day), "day": day}
    return render(request, "regions/region_detail.html", context)


@require_safe
@reads("regio")
def region_comparison(request: HttpRequest) -> HttpResponse:
    """Regions side by side; the address is the choice."""
    day = today()
    chosen = request.GET.getlist("regio")
    choices = list(Region.objects.published(day).for_choice())
    known = {region.slug for region in choices}
    # What is invented is chosen in the address only.
    offered = [region for region in choices if not region.is_example or region.slug in chosen]
    columns = compared([slug for slug in chosen if slug in known], day)
    context = {
        "columns": columns,
        "choices": offered,
        "chosen": [one.region.slug for one in columns],
        "unknown": [slug[:60] for slug in chosen if slug not in known][:MOST_REGIONS],
        "too_many": len(known & set(chosen)) > MOST_REGIONS,
        "most": MOST_REGIONS,
        "has_example": any(one.region.is_example for one in columns),
        "day": day,
    }
    return render(request, "regions/region_comparison.html", context)


@require_safe
@without_blanks
@reads(MunicipalityFilter, "page")
def municipality_list(request: HttpRequest) -> HttpResponse:
    day = today()
    narrowed = MunicipalityFilter(request.GET, on=day)
    page = narrowed.page(narrowed.qs.for_list(day), per_page=50)
    links = links_by_municipality(day, page)
    context = {
        "filter": narrowed,
        "filters": narrowed.shown,
        "page": page,
        "rows": [(municipality, links[municipality.pk]) for municipality in page],
        "day": day,
    }
    return render(request, "regions/municipality_list.html", context)


@require_safe
@follow_old_addresses
def municipality_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The municipality; an old one, or a place, leads to the municipality it lies in now."""
    day = today()
    page = MunicipalityPage.of(slug, day)
    if page is None:
        before = NameOfBefore(slug, day)
        if not before.candidates:
            # Raises Moved where it was only renamed, Http404 where nothing is known.
            Municipality.objects.current(day).find(slug)
        if len(before.candidates) == 1:
            raise Moved(before.candidates[0].get_absolute_url())
        context = {"before": before, "day": day}
        return render(request, "regions/municipality_choice.html", context)
    context = {"municipality": page.municipality, "page": page, "day": day}
    return render(request, "regions/municipality_detail.html", context)
