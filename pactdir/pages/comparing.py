"""One URL for comparisons, of schools or of regions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pactdir.pages.region_views import region_comparison
from regions.clock import today
from regions.lists.query_names import names_read_by, reads
from regions.published_regions import published_regions
from schools.views import school_comparison


@require_safe
@reads(*names_read_by(school_comparison), *names_read_by(region_comparison))
def compare(request: HttpRequest) -> HttpResponse:
    if "school" in request.GET or "vanaf" in request.GET:
        return school_comparison(request)
    if "regio" in request.GET:
        return region_comparison(request)
    day = today()
    regions = [region for region in published_regions(day).values() if not region.is_example]
    return render(request, "pages/vergelijken.html", {"choices": regions, "day": day})
