"""The report on a year, and the list of years."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from pactdir.year_report.report import funding_spans, load_year_report, years_of
from pactdir.year_report.spans import NoSpan, read_span
from regions.clock import today
from regions.directory import Moved, redirect_subpage_if_moved
from regions.models import Region
from regions.published_regions import find_region


@require_safe
@redirect_subpage_if_moved("jaar/")
def years(request: HttpRequest, slug: str) -> HttpResponse:
    return _years(request, find_region(slug, today()))


@require_safe
def year(request: HttpRequest, slug: str, span: str) -> HttpResponse:
    try:
        region = find_region(slug, today())
    except Moved as moved:
        return HttpResponsePermanentRedirect(f"{moved.url}jaar/{span}/")
    try:
        context = report_context(request, region, span)
    except NoSpan as reason:
        return _years(request, region, str(reason))
    if str(context["span"]) != span:
        return redirect("regions:year", slug, context["span"], permanent=True)
    return render(request, "year_report/year.html", context)


def report_context(request: HttpRequest, region: Region, text: str) -> dict[str, Any]:
    """Raises NoSpan."""
    day = today()
    span = read_span(text, day, funding_spans)
    report = load_year_report(region, span, day)
    return {
        "region": region,
        "page": report,
        "span": span,
        "adjacent_years": [] if report.is_unknown else span.adjacent_years(day),
        "day": day,
        "on": report.as_of.on,
    }


def _years(request: HttpRequest, region: Region, problem: str = "") -> HttpResponse:
    day = today()
    shown = years_of(region, funding_spans(), day)
    context = {"region": region, "shown": shown, "problem": problem, "day": day}
    status = 404 if problem else 200
    return render(request, "year_report/years.html", context, status=status)
