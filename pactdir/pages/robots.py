"""robots.txt."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from regions.sheets.addresses import WORDS

# Searches, comparisons and filtered sheets have endless URLs; the pages they lead to are in the
# sitemap. A PDF takes long to render.
DISALLOWED = [
    *("/admin/", "/zoeken/?", "/zoeken/suggesties/", "/vergelijken/?", "/*.pdf$"),
    *(f"/*.{extension}?" for extension in WORDS),
]


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in DISALLOWED),
        "",
        f"Sitemap: {sitemap}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
