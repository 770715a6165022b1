"""The citable page of a region's figures, summed over its schools."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve, reverse

from regions.as_of.asking import AskedDay
from regions.as_of.rendering import render_as_of
from regions.clock import AsOf
from regions.directory import Moved
from regions.models import Region
from regions.published_regions import find_region
from schools.as_of import apply_as_of, open_as_of
from schools.figures.citing import citation_of_sum
from schools.figures.page import summed_over
from schools.models import Indicator, SchoolParticipation


def region_sum(
    request: HttpRequest, indicator: Indicator, slug: str, asked: AskedDay
) -> HttpResponse:
    """Raises Http404 if the region never has a sum, or Moved if its slug has changed."""
    region = _find(indicator, slug, asked)
    rows = _taking_part(region, asked.as_of)
    agreement = region.agreement_on(asked.as_of)
    starts = agreement.starts if agreement else None
    sums = summed_over([row.school for row in rows], starts, asked.as_of)
    sums_of_indicator = [
        (total, total.area) for total in sums if total.indicator == indicator and total.area
    ]
    if not sums_of_indicator and not asked.is_past:
        raise Http404
    context = {"indicator": indicator, "name": region.name, "region": region}
    if not sums_of_indicator:
        return render_as_of(request, "figures/area_not_yet.html", context, asked)
    url = reverse("figures:area", args=[indicator.slug, slug]) + asked.permalink_query
    [(total, figures)] = sums_of_indicator
    context["sums"] = [total]
    since_unknown = sum(row.since is None for row in rows)
    context["since_unknown"] = since_unknown
    context["cite"] = citation_of_sum(
        region.name, total, figures, asked, since_unknown, request.build_absolute_uri(url)
    )
    return render_as_of(request, "figures/region_sum.html", context, asked)


def _find(indicator: Indicator, slug: str, asked: AskedDay) -> Region:
    try:
        return find_region(slug, asked.today)
    except Moved as moved:
        now = resolve(moved.url).kwargs["slug"]
        raise Moved(reverse("figures:area", args=[indicator.slug, now])) from None


def _taking_part(region: Region, as_of: AsOf) -> list[SchoolParticipation]:
    rows = list(region.school_participations.for_region_page(as_of.today))
    apply_as_of((row.school for row in rows), as_of)
    return open_as_of(rows, region, as_of)
