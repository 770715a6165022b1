"""Timelines of regions and municipalities."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pactdir.pages.former_names import FormerName
from pactdir.timeline.page import load_timeline
from pactdir.timeline.scope import Scope, of_municipality, of_region
from regions.clock import today
from regions.directory import Moved, follow_old_addresses_to
from regions.models import Municipality
from regions.published_regions import find_region


@require_safe
@follow_old_addresses_to("tijdlijn/")
def region_timeline(request: HttpRequest, slug: str) -> HttpResponse:
    day = today()
    return _timeline(request, of_region(find_region(slug, day), day))


@require_safe
@follow_old_addresses_to("tijdlijn/")
def municipality_timeline(request: HttpRequest, slug: str) -> HttpResponse:
    day = today()
    return _timeline(request, of_municipality(find_municipality(slug, day), day))


def find_municipality(slug: str, day: date) -> Municipality:
    """Raise Moved for the name of one that merged into a single other one."""
    try:
        found: Municipality = Municipality.objects.current(day).find(slug)
    except Http404:
        candidates = FormerName(slug, day).candidates
        if len(candidates) != 1:
            raise
        raise Moved(candidates[0].get_absolute_url()) from None
    return found


def _timeline(request: HttpRequest, scope: Scope) -> HttpResponse:
    context = {
        "page": load_timeline(scope),
        "scope": scope,
        "about": scope.about,
        "day": scope.day,
    }
    return render(request, "timeline/timeline.html", context)
