"""The events near a postcode as a calendar to subscribe to."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_safe

from pactdir.following.scopes import Scope
from pactdir.following.views import agenda_response, refusal
from pactdir.nearby.surroundings import CYCLING_KM, Surroundings
from regions.clock import today
from regions.directory import with_query
from regions.lists.query_names import reads
from regions.names.postcodes import postcode_in
from regions.wording.dutch import kilometres

MAX_KM = 50
WHOLE_KM = re.compile(r"[1-9][0-9]?", re.ASCII)


@require_safe
@reads("binnen")
def nearby_calendar(request: HttpRequest, pc4: str) -> HttpResponse:
    code = postcode_in(pc4)
    if code and code != pc4:
        url = with_query(request, reverse("nearby-calendar", args=[code]))
        return HttpResponsePermanentRedirect(url)
    km = _radius(request.GET.get("binnen", str(CYCLING_KM)))
    if km is None:
        return refusal(
            f"Vul bij 'binnen' een heel aantal kilometers in, van 1 tot en met {MAX_KM}. "
            "Bijvoorbeeld: ?binnen=15"
        )
    day = today()
    surroundings = Surroundings.of(code, day, QueryDict()) if code else None
    if surroundings is None:
        raise Http404
    scope = Scope(
        f"binnen {kilometres(km)} van {code}",
        reverse("nearby", args=[code]),
        lambda stream: surroundings.events_within(km),
        note=f"Gemeten vanaf het midden van {surroundings.measured_from.code}, hemelsbreed en "
        "ongeveer. Ook van de gemeente en de techniekregio van hier, als wij niet weten waar.",
    )
    return agenda_response(request, scope, day)


def _radius(text: str) -> int | None:
    return int(text) if WHOLE_KM.fullmatch(text) and int(text) <= MAX_KM else None
