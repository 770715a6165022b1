"""Pages of figures."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regions.clock import today
from regions.directory import follow_old_addresses
from regions.lists.blanks import without_blanks
from regions.lists.query_names import reads
from schools.figures.area_table import KINDS
from schools.figures.country import country
from schools.figures.overview import overview
from schools.figures.rows import (
    Part,
    area_of,
    of_part,
    parts_of,
    reported_rows,
    rows_by_area,
    rows_by_part,
)
from schools.models import Figure, Indicator


@require_safe
@without_blanks
@reads("per", "op")
def figures(request: HttpRequest) -> HttpResponse:
    day = today()
    kind, order = request.GET.get("per", ""), request.GET.get("op", "")
    page = overview(kind, order, day)
    return render(request, "figures/figure_list.html", {"page": page, "kinds": KINDS, "day": day})


@require_safe
@without_blanks
@reads("deel", "op")
@follow_old_addresses
def indicator(request: HttpRequest, slug: str) -> HttpResponse:
    day = today()
    indicator = Indicator.objects.published(day).find(slug)
    national = country(day).of_last_period(indicator.pk)
    parts = parts_of(national)
    requested_key = request.GET.get("deel", "")
    part = next((part for part in parts if part.key == requested_key), parts[0] if parts else None)
    areas = _figures_by_area(national[0], part) if part else []
    municipalities = rows_by_area([figure for figure in areas if figure.municipality])
    if by_value := request.GET.get("op") == "waarde":
        municipalities.sort(key=lambda row: -row.order)
    context = {
        "indicator": indicator,
        "unit": indicator.unit,
        "first": national[0] if national else None,
        "country": rows_by_part(national),
        "parts": parts,
        "part": part,
        "is_unknown_part": bool(requested_key) and (part is None or part.key != requested_key),
        "provinces": rows_by_area([figure for figure in areas if figure.province]),
        "municipalities": municipalities,
        "reported": reported_rows(_loaded(indicator.figures.reported())),
        "by_value": by_value,
        "day": day,
    }
    return render(request, "figures/indicator_detail.html", context)


@require_safe
@follow_old_addresses
def area(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    day = today()
    indicator = Indicator.objects.published(day).find(slug)
    figures = list(_loaded(indicator.figures.of_last_period().filter(area_code=code)))
    if not figures or not _is_public(figures[0], day):
        raise Http404
    name, address = area_of(figures[0])
    context = {
        "indicator": indicator,
        "unit": indicator.unit,
        "first": figures[0],
        "name": name,
        "address": address,
        "rows": [] if figures[0].area_name else rows_by_part(figures),
        "reported": reported_rows(figures) if figures[0].area_name else [],
        "day": day,
    }
    return render(request, "figures/area_detail.html", context)


def _figures_by_area(national: Figure, part: Part) -> list[Figure]:
    """In the period of the national figure."""
    figures = national.indicator.figures.filter(period=national.period)
    return list(_loaded(of_part(figures, part.key)))


def _is_public(figure: Figure, day: date) -> bool:
    return figure.school is None or figure.school.is_published(day)


def _loaded(figures: QuerySet[Figure]) -> QuerySet[Figure]:
    return figures.select_related("indicator", "school__place", "municipality").order_by("pk")
