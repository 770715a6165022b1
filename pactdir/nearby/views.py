"""The page of a postcode, and the search box in front of it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from pactdir.nearby.filters import NearbyFilter
from pactdir.nearby.page import NearbyPage
from pactdir.nearby.surroundings import Surroundings
from pactdir.search_box.interpreter import interpret
from regions.clock import today
from regions.lists.blanks import drop_blank_fields
from regions.lists.query_names import reads
from regions.models import PostcodeArea
from regions.names.postcodes import postcode_in
from regions.standing import standing_by_slug
from regions.wording.dutch import kilometres

MAX_PLACE_LENGTH = 100
CARRIED_PARAMETERS, MAX_CARRIED = ("profiel", "advies"), 20


@require_safe
@reads("plaats", *CARRIED_PARAMETERS)
def nearby_start(request: HttpRequest) -> HttpResponse:
    """Show a search box; with `plaats`, redirect to that postcode or place and keep the filters."""
    day, text = today(), request.GET.get("plaats", "").strip()[:MAX_PLACE_LENGTH]
    if not text:
        return render(request, "nearby/start.html", {"day": day})
    pairs = [
        (name, value)
        for name in CARRIED_PARAMETERS
        for value in request.GET.getlist(name)[:MAX_CARRIED]
    ]
    query = f"?{urlencode(pairs)}" if pairs else ""
    interpretation = interpret(text, day)
    if interpretation.redirect_to.startswith(reverse("nearby-start")):
        return HttpResponseRedirect(f"{interpretation.redirect_to}{query}")
    places = [
        place for place in interpretation.choices + interpretation.places if place.central_postcode
    ]
    if not places:
        return HttpResponseRedirect(
            interpretation.redirect_to or f"{reverse('search')}?{urlencode({'q': text})}"
        )
    context = {"text": text, "places": places, "query": query, "day": day}
    return render(request, "nearby/start.html", context)


@require_safe
@drop_blank_fields
@reads(NearbyFilter, "page", "vergelijk")
def nearby(request: HttpRequest, pc4: str) -> HttpResponse:
    code = postcode_in(pc4)
    if code and code != pc4:
        query = request.META.get("QUERY_STRING")
        url = reverse("nearby", args=[code])
        return HttpResponsePermanentRedirect(f"{url}?{query}" if query else url)
    day = today()
    surroundings = Surroundings.of(code, day, request.GET) if code else None
    if surroundings is None:
        context = {"code": code, "closest": _closest_to(code) if code else [], "day": day}
        return render(request, "nearby/unknown.html", context, status=404)
    here = NearbyPage.of(surroundings)
    km = surroundings.filter.calendar_km
    context = {
        "here": here,
        "area": here.area,
        "filter": surroundings.filter,
        "filters": surroundings.filter.shown,
        "page": here.page,
        "standing_by_slug": standing_by_slug(day),
        "calendar_url": f"{reverse('nearby-calendar', args=[code])}?binnen={km}",
        "calendar_words": f"de agenda binnen {kilometres(km)}",
        "day": day,
    }
    return render(request, "nearby/nearby.html", context)


def _closest_to(code: str) -> list[PostcodeArea]:
    # The previous and next existing postcode, which are usually near the requested one.
    areas = PostcodeArea.objects.filter(place__municipality__is_example=False)
    areas = areas.select_related("place__municipality")
    before = areas.filter(code__lt=code).order_by("-code").first()
    after = areas.filter(code__gt=code).order_by("code").first()
    return [area for area in (before, after) if area]
