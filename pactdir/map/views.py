"""A map at its own address."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from pactdir.map.area import AREAS
from pactdir.map.cached_maps import area_map
from regions.clock import today


@require_safe
def area(request: HttpRequest, name: str) -> HttpResponse:
    """`nederland-<digest>` for good; a former digest, or none, leads to the map of today."""
    slug = name if name in AREAS else name.rpartition("-")[0]
    drawn = area_map(slug, today()) if slug in AREAS else None
    if drawn is None:
        raise Http404
    if drawn.address != request.path:
        return redirect(drawn.address)
    return HttpResponse(
        drawn.svg,
        content_type="image/svg+xml",
        headers={
            "Cache-Control": "public, max-age=31536000, immutable",
            "Content-Security-Policy": drawn.policy,
            # Our own pages show it in a frame; nothing else on this site may be framed at all.
            "X-Frame-Options": "SAMEORIGIN",
            "X-Robots-Tag": "noindex",
        },
    )
