"""Pages of figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from regions.as_of.asking import AskedDay, asked_day
from regions.as_of.rendering import render_as_of
from regions.clock import today
from regions.directory import redirect_if_moved
from regions.lists.blanks import drop_blank_fields
from regions.lists.query_names import reads
from regions.models import Municipality, Region
from schools.figures.area_table import KINDS
from schools.figures.citing import Citation, citation
from schools.figures.country import country_as_of
from schools.figures.known import known_as_of
from schools.figures.national_values import by_part, together
from schools.figures.overview import overview
from schools.figures.page import figures_of_municipality
from schools.figures.pass_rates import remarks
from schools.figures.region_sums import region_sum
from schools.figures.rows import (
    Part,
    area_of,
    figures_of_part,
    parts_of,
    reported_rows,
    rows_by_area,
    rows_by_part,
)
from schools.figures.series import lines, multiples
from schools.figures.tables import by_period
from schools.figures.words import why_values_hidden
from schools.models import Figure, Indicator, School
from schools.models.figures import COUNTRY, period_order

AREA = ("indicator", "school__place", "municipality", "region")


@require_safe
@drop_blank_fields
@reads("per", "op", "peildatum")
def figures(request: HttpRequest) -> HttpResponse:
    asked = asked_day(request, today())
    kind, order = request.GET.get("per", ""), request.GET.get("op", "")
    context = {"page": overview(kind, order, asked.as_of), "kinds": KINDS}
    return render_as_of(request, "figures/figure_list.html", context, asked)


@require_safe
@drop_blank_fields
@reads("deel", "op", "peildatum")
@redirect_if_moved
def indicator(request: HttpRequest, slug: str) -> HttpResponse:
    asked = asked_day(request, today())
    indicator = Indicator.objects.published(asked.today).find(slug)
    nation = country_as_of(asked.as_of)
    periods, national = nation.periods(indicator.pk), nation.in_last_period(indicator.pk)
    parts = parts_of(national)
    requested_key = request.GET.get("deel", "")
    part = next((part for part in parts if part.key == requested_key), parts[0] if parts else None)
    areas = _figures_by_area(national[0], part) if part else []
    provinces = rows_by_area([figure for figure in areas if figure.province])
    municipalities = rows_by_area([figure for figure in areas if figure.municipality])
    if by_value := request.GET.get("op") == "waarde":
        municipalities.sort(key=lambda row: -row.order)
    context = {
        "indicator": indicator,
        "unit": indicator.unit,
        "first": national[0] if national else None,
        "country": rows_by_part(national),
        "chart": lines(nation.in_all_periods(indicator.pk), periods, "lijnen"),
        "years": by_period(indicator, nation.in_all_periods(indicator.pk), periods),
        "cite": _cite(request, national, asked),
        "parts": parts,
        "part": part,
        "is_unknown_part": bool(requested_key) and (part is None or part.key != requested_key),
        "provinces": provinces,
        "municipalities": municipalities,
        "why_hidden": why_values_hidden(row.value for row in (*provinces, *municipalities)),
        "reported": reported_rows(known_as_of(_loaded(indicator.figures.reported()), asked.as_of)),
        "by_value": by_value,
    }
    return render_as_of(request, "figures/indicator_detail.html", context, asked)


@require_safe
@drop_blank_fields
@reads("peildatum")
@redirect_if_moved
def area(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    asked = asked_day(request, today())
    indicator = Indicator.objects.published(asked.today).find(slug)
    found = _loaded(indicator.figures.filter(area_code=code)).order_by("pk")
    every = sorted(found, key=lambda figure: period_order(figure.period))
    if not every:
        return region_sum(request, indicator, code, asked)
    if not _is_public(every[-1], asked.today):
        raise Http404
    if asked.is_past and not known_as_of(every, asked.as_of):
        name, url = area_of(every[0])
        about = _about(every[0])
        context = {"indicator": indicator, "name": name, "url": url, "about": about}
        return render_as_of(request, "figures/area_not_yet.html", context, asked)
    every = known_as_of(every, asked.as_of)
    figures = [figure for figure in every if figure.period == every[-1].period or figure.area_name]
    name, url = area_of(figures[0])
    is_reported = bool(figures[0].area_name)
    nation = country_as_of(asked.as_of)
    national = [] if code == COUNTRY else nation.in_period(indicator.pk, figures[0].period)
    periods = nation.periods(indicator.pk) or sorted(
        {figure.period for figure in every}, key=period_order
    )
    rows = [] if is_reported else rows_by_part(figures)
    context = {
        "indicator": indicator,
        "unit": indicator.unit,
        "first": figures[0],
        "about": _about(figures[0]),
        "name": name,
        "url": url,
        "rows": rows,
        "why_hidden": why_values_hidden(row.value for row in rows),
        "reported": reported_rows(figures) if is_reported else [],
        "years": None if is_reported else by_period(indicator, every, periods),
        "together": None if is_reported else together(indicator, figures, national),
        "country": by_part(indicator, national),
        "remarks": remarks(indicator, every, is_sum=not figures[0].school),
        "shortfall": _shortfall(figures[0], asked),
        "charts": [] if is_reported else multiples(every, periods, "grafiek"),
        "cite": _cite(request, figures, asked),
    }
    return render_as_of(request, "figures/area_detail.html", context, asked)


def _shortfall(figure: Figure, asked: AskedDay) -> str:
    """The same text as on the current page of its municipality."""
    if not figure.municipality or asked.is_past:
        return ""
    schools = School.objects.filter(municipality=figure.municipality).published(asked.today)
    areas = figures_of_municipality(figure.municipality.pk, schools, asked.as_of)
    return next((area.shortfall for area in areas if area.indicator == figure.indicator), "")


def _figures_by_area(national: Figure, part: Part) -> list[Figure]:
    figures = national.indicator.figures.filter(period=national.period)
    return list(_loaded(figures_of_part(figures, part.key)))


def _cite(request: HttpRequest, figures: Sequence[Figure], asked: AskedDay) -> Citation | None:
    if not figures:
        return None
    url = figures[0].get_absolute_url() + asked.permalink_query
    return citation(figures, request.build_absolute_uri(url))


def _about(figure: Figure) -> School | Municipality | Region | None:
    return figure.school or figure.municipality or figure.region


def _is_public(figure: Figure, day: date) -> bool:
    return all(owner is None or owner.is_published(day) for owner in (figure.school, figure.region))


def _loaded(figures: QuerySet[Figure]) -> QuerySet[Figure]:
    return figures.select_related(*AREA).order_by("pk")
