"""The pages of regions and municipalities: lists, comparison, details."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pactdir.map.area import COUNTRY, AreaMap
from pactdir.map.cached_maps import area_map
from pactdir.pages.former_names import FormerName, resolve_name
from pactdir.pages.municipality_page import load_municipality_page
from pactdir.pages.region_comparison import MAX_REGIONS, compare_regions
from pactdir.pages.region_page import load_region_page
from pactdir.pages.region_rows import region_rows
from regions.as_of.asking import AskedDay, asked_day
from regions.as_of.rendering import render_as_of
from regions.clock import today
from regions.directory import redirect_if_moved
from regions.filters import MunicipalityFilter, RegionFilter
from regions.formations import formation_days
from regions.found_by_name import reasons_found
from regions.lists.blanks import drop_blank_fields
from regions.lists.facets import UNKNOWN
from regions.lists.query_names import reads
from regions.models import Municipality
from regions.past_municipalities import PastMunicipalities
from regions.published_regions import find_region, published_regions
from regions.standing import standing_by_slug_as_of
from regions.taking_part import links_by_municipality
from schools.figures.compared import figure_rows


@require_safe
@drop_blank_fields
@reads(RegionFilter, "page")
def region_list(request: HttpRequest) -> HttpResponse:
    day = today()
    narrowed = RegionFilter(request.GET, on=day)
    page = narrowed.page(narrowed.qs.for_list(), per_page=50)
    context = {
        "filter": narrowed,
        "filters": narrowed.shown,
        "page": page,
        "rows": region_rows(page, day),
        "map": _map_next_to_list(narrowed, day),
        "day": day,
    }
    return render(request, "regions/region_list.html", context)


def _map_next_to_list(narrowed: RegionFilter, day: date) -> AreaMap | None:
    match narrowed.narrowing.pairs:
        case []:
            return area_map(COUNTRY, day)
        case [("provincie", province)] if province != UNKNOWN:
            return area_map(province, day)
    return None


@require_safe
@drop_blank_fields
@reads("peildatum")
@redirect_if_moved
def region_detail(request: HttpRequest, slug: str) -> HttpResponse:
    asked = asked_day(request, today())
    region = find_region(slug, asked.today)
    context = {
        "region": region,
        "page": load_region_page(region, asked.as_of),
        "standing_by_slug": standing_by_slug_as_of(asked.as_of),
    }
    return render_as_of(request, "regions/region_detail.html", context, asked)


@require_safe
@reads("regio")
def region_comparison(request: HttpRequest) -> HttpResponse:
    day = today()
    chosen = request.GET.getlist("regio")
    regions = published_regions(day).values()
    slugs = {region.slug for region in regions}
    # Example regions can be chosen only through the URL.
    choices = [region for region in regions if not region.is_example or region.slug in chosen]
    columns = compare_regions(chosen, day)
    # Selected regions come first, since the form submits its checkboxes in page order.
    order = {column.region.slug: position for position, column in enumerate(columns)}
    context = {
        "columns": columns,
        "choices": sorted(choices, key=lambda region: order.get(region.slug, len(order))),
        "chosen": list(order),
        "unknown": [slug[:60] for slug in chosen if slug not in slugs][:MAX_REGIONS],
        "too_many": len(slugs & set(chosen)) > MAX_REGIONS,
        "maximum": MAX_REGIONS,
        "figure_rows": figure_rows(columns),
        "has_example": any(column.region.is_example for column in columns),
        "day": day,
    }
    return render(request, "regions/region_comparison.html", context)


@require_safe
@drop_blank_fields
@reads(MunicipalityFilter, "page")
def municipality_list(request: HttpRequest) -> HttpResponse:
    day = today()
    narrowed = MunicipalityFilter(request.GET, on=day)
    page = narrowed.page(narrowed.qs.for_list(day), per_page=50)
    links = links_by_municipality(day, page)
    name = "".join(narrowed.narrowing.values.get("naam", []))
    reasons = reasons_found(name, page) if name else {}
    context = {
        "filter": narrowed,
        "filters": narrowed.shown,
        "page": page,
        "rows": [(row, links[row.pk], reasons.get(row.pk)) for row in page],
        "day": day,
    }
    return render(request, "regions/municipality_list.html", context)


@require_safe
@drop_blank_fields
@reads("peildatum")
@redirect_if_moved
def municipality_detail(request: HttpRequest, slug: str) -> HttpResponse:
    asked = asked_day(request, today())
    page = load_municipality_page(slug, asked.as_of)
    if page is None:
        return _not_found_on_day(request, slug, asked)
    context = {
        "municipality": page.municipality,
        "page": page,
        "standing_by_slug": standing_by_slug_as_of(asked.as_of),
    }
    return render_as_of(request, "regions/municipality_detail.html", context, asked)


def _not_found_on_day(request: HttpRequest, slug: str, asked: AskedDay) -> HttpResponse:
    current = Municipality.objects.current(asked.today)
    if asked.is_past and (municipality := current.filter(slug=slug).first()):
        then = PastMunicipalities(asked.on).candidates(municipality)
        not_yet = {
            "municipality": municipality,
            "formed_on": formation_days(asked.on).get(municipality.pk),
            "then": then,
        }
        return render_as_of(request, "regions/municipality_not_yet.html", not_yet, asked)
    # A place is in a current municipality, whose page links to those on that date.
    existed_then = bool(FormerName(slug, asked.on).candidates)
    former_name = resolve_name(slug, asked.on if existed_then else asked.today)
    context = {"former_name": former_name}
    return render_as_of(request, "regions/municipality_choice.html", context, asked)
