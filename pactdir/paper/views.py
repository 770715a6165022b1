"""The views of PDFs."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from pactdir.pages.former_names import several_meant
from pactdir.pages.municipality_page import load_municipality_page
from pactdir.pages.region_page import load_region_page
from pactdir.paper.making import Busy, NoPango, pdf_of, turn
from regions.as_of.asking import AskedDay
from regions.clock import AsOf, today
from regions.directory import Moved
from regions.published_regions import find_region

RETRY_AFTER = {Busy: 5, NoPango: 3600}  # seconds


def _pdf_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def wrapped(request: HttpRequest, slug: str) -> HttpResponse:
        try:
            with turn():
                return view(request, slug)
        except (Busy, NoPango) as error:
            return _unavailable(request, error)
        except Moved as moved:
            return HttpResponsePermanentRedirect(f"{moved.address.rstrip('/')}.pdf")

    return require_safe(wrapped)


@_pdf_view
def municipality_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    asked = _today(request)
    page = load_municipality_page(slug, asked.as_of)
    if page is None:
        several_meant(slug, asked.today)
        return redirect("municipalities:detail", slug)
    context = {"municipality": page.municipality, "page": page}
    return _response(request, "pdf/municipality.html", page.municipality, context, asked)


@_pdf_view
def region_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    asked = _today(request)
    region = find_region(slug, asked.today)
    context = {"region": region, "page": load_region_page(region, asked.as_of)}
    return _response(request, "pdf/region.html", region, context, asked)


def _today(request: HttpRequest) -> AskedDay:
    # An address with another day leads to the page: pactdir/page_store/clean_addresses.py.
    return AskedDay(AsOf.of(today()), request.path, [])


def _response(
    request: HttpRequest, template: str, shown: Any, context: dict[str, Any], asked: AskedDay
) -> HttpResponse:
    address = request.build_absolute_uri(shown.get_absolute_url())
    days = {"asked": asked, "day": asked.today, "on": asked.on}
    html = render_to_string(template, {**days, **context, "address": address})
    name = f"{shown._meta.verbose_name}-{shown.slug}-{asked.today}.pdf"
    return HttpResponse(
        pdf_of(html, address),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{name}"',
            "Link": f'<{address}>; rel="canonical"',
            "X-Robots-Tag": "noindex",
        },
    )


def _unavailable(request: HttpRequest, error: Busy | NoPango) -> HttpResponse:
    context = {
        "is_busy": isinstance(error, Busy),
        "again": request.path,
        "page": f"{request.path.removesuffix('.pdf')}/",
    }
    response = render(request, "pdf/unavailable.html", context, status=503)
    response["Retry-After"] = str(RETRY_AFTER[type(error)])
    response["Cache-Control"] = "no-store"
    return response
