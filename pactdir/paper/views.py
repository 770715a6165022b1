"""PDF versions of the municipality, region and year report pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from pactdir.pages.former_names import resolve_name
from pactdir.pages.municipality_page import load_municipality_page
from pactdir.pages.region_page import load_region_page
from pactdir.paper.making import NoPango, PdfLimitReached, pdf_of, pdf_slot
from pactdir.year_report.spans import NoSpan
from pactdir.year_report.views import report_context
from regions.as_of.asking import AskedDay
from regions.clock import AsOf, today
from regions.directory import Moved
from regions.published_regions import find_region

RETRY_AFTER = {PdfLimitReached: 5, NoPango: 3600}  # seconds


def _pdf_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def wrapped(request: HttpRequest, slug: str, **more: str) -> HttpResponse:
        try:
            with pdf_slot():
                return view(request, slug, **more)
        except (PdfLimitReached, NoPango) as error:
            return _unavailable(request, error)
        except Moved as moved:
            return HttpResponsePermanentRedirect(f"{moved.url.rstrip('/')}.pdf")

    return require_safe(wrapped)


@_pdf_view
def municipality_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    asked = _today(request)
    page = load_municipality_page(slug, asked.as_of)
    if page is None:
        resolve_name(slug, asked.today)
        return redirect("municipalities:detail", slug)
    context = {**_days(asked), "municipality": page.municipality, "page": page}
    return _response(request, "pdf/municipality.html", page.municipality, context)


@_pdf_view
def region_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    asked = _today(request)
    region = find_region(slug, asked.today)
    context = {**_days(asked), "region": region, "page": load_region_page(region, asked.as_of)}
    return _response(request, "pdf/region.html", region, context)


@_pdf_view
def year_pdf(request: HttpRequest, slug: str, span: str) -> HttpResponse:
    try:
        region = find_region(slug, today())
    except Moved as moved:
        raise Moved(f"{moved.url}jaar/{span}/") from None
    try:
        context = report_context(request, region, span)
    except NoSpan:
        return redirect("regions:year", slug, span)
    if context["page"].is_unknown or str(context["span"]) != span:
        return redirect("regions:year", slug, context["span"])
    path = reverse("regions:year", args=[slug, span])
    return _response(request, "pdf/year.html", region, context, path, f"-{span}")


def _today(request: HttpRequest) -> AskedDay:
    # A URL with another date redirects to the page: pactdir/page_store/clean_urls.py.
    return AskedDay(AsOf.of(today()), request.path, [])


def _days(asked: AskedDay) -> dict[str, Any]:
    return {"asked": asked, "day": asked.today, "on": asked.on}


def _response(
    request: HttpRequest,
    template: str,
    shown: Any,
    context: dict[str, Any],
    path: str = "",
    of_years: str = "",
) -> HttpResponse:
    url = request.build_absolute_uri(path or shown.get_absolute_url())
    html = render_to_string(template, {**context, "url": url})
    name = f"{shown._meta.verbose_name}-{shown.slug}{of_years}-{context['day']}.pdf"
    return HttpResponse(
        pdf_of(html, url),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{name}"',
            "Link": f'<{url}>; rel="canonical"',
            "X-Robots-Tag": "noindex",
        },
    )


def _unavailable(request: HttpRequest, error: PdfLimitReached | NoPango) -> HttpResponse:
    context = {
        "is_busy": isinstance(error, PdfLimitReached),
        "again": request.path,
        "page": f"{request.path.removesuffix('.pdf')}/",
    }
    response = render(request, "pdf/unavailable.html", context, status=503)
    response["Retry-After"] = str(RETRY_AFTER[type(error)])
    response["Cache-Control"] = "no-store"
    return response
