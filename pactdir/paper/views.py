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
from pactdir.paper.making import Busy, NoPango, pdf_of, turn
from regions.clock import AsOf, today
from regions.directory import Moved

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
    day = today()
    page = load_municipality_page(slug, AsOf.of(day))
    if page is None:
        several_meant(slug, day)
        return redirect("municipalities:detail", slug)
    context = {"municipality": page.municipality, "page": page, "day": day}
    return _response(request, "pdf/municipality.html", page.municipality, context)


def _response(
    request: HttpRequest, template: str, shown: Any, context: dict[str, Any]
) -> HttpResponse:
    address = request.build_absolute_uri(shown.get_absolute_url())
    html = render_to_string(template, {**context, "address": address})
    name = f"{shown._meta.verbose_name}-{shown.slug}-{context['day']}.pdf"
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
