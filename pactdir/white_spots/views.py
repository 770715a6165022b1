"""The page of white spots."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pactdir.white_spots.page import white_spot_page
from regions.clock import today
from regions.lists.blanks import drop_blank_fields
from regions.lists.query_names import reads


@require_safe
@drop_blank_fields
@reads("profiel", "provincie")
def white_spots(request: HttpRequest) -> HttpResponse:
    day = today()
    page = white_spot_page(request.GET.get("profiel", ""), request.GET.get("provincie", ""), day)
    return render(request, "white_spots/white_spots.html", {"page": page, "day": day})
