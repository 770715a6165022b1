"""Maps with their own URL."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from pactdir.map.area import AREAS
from pactdir.map.cached_maps import area_map
from regions.clock import today


@require_safe
def area(request: HttpRequest, name: str) -> HttpResponse:
    """`nederland-<digest>` never changes; an old digest, or none, redirects to the current map."""
    slug = name if name in AREAS else name.rpartition("-")[0]
    current = area_map(slug, today()) if slug in AREAS else None
    if current is None:
        raise Http404
    if current.url != request.path:
        return redirect(current.url)
    return HttpResponse(
        current.svg,
        content_type="image/svg+xml",
        headers={
            "Cache-Control": "public, max-age=31536000, immutable",
            "Content-Security-Policy": current.content_security_policy,
            # Our own pages embed it in an iframe; nothing else on this site may be framed.
            "X-Frame-Options": "SAMEORIGIN",
            "X-Robots-Tag": "noindex",
        },
    )
