"""What we ask of programs that read the site by themselves."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

# A search or a comparison may be asked in endless ways; the things themselves are in the sitemap.
NOT_READ = ["/admin/", "/zoeken/?", "/zoeken/suggesties/", "/vergelijken/?"]


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    lines = [
        "User-agent: *",
        *(f"Disallow: {address}" for address in NOT_READ),
        "",
        f"Sitemap: {sitemap}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
