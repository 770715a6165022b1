"""The list of things to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from news.models import Event
from pactdir.to_do.filters import POSTCODE, ToDoFilter
from partners.models import OfferState
from partners.models.offer_states import UPCOMING
from partners.offer_words import OfferOn
from regions.clock import today
from regions.lists.blanks import drop_blank_fields
from regions.lists.query_names import reads
from regions.names.postcodes import postcode_in


@dataclass(frozen=True)
class ToDoRow:
    """An offer or an event."""

    offer: OfferOn | None
    event: Event | None
    day: date
    distance: str  # as text; empty if unknown

    @property
    def is_on(self) -> bool:
        return bool(self.event and self.event.starts_on <= self.day)

    @property
    def state(self) -> OfferState:
        return self.offer.state if self.offer else OfferState.AHEAD


@require_safe
@drop_blank_fields
@reads(ToDoFilter, "page")
def to_do_list(request: HttpRequest) -> HttpResponse:
    typed = request.GET.get(POSTCODE.name, "")
    if (code := postcode_in(typed)) and code != typed:
        query = request.GET.copy()
        query[POSTCODE.name] = code
        return HttpResponseRedirect(f"{request.path}?{query.urlencode()}")
    day = today()
    to_do = ToDoFilter(request.GET, on=day)
    page = to_do.page_of_rows(per_page=24)
    rows = [
        ToDoRow(None, row, day, to_do.distance_of(row))
        if isinstance(row, Event)
        else ToDoRow(OfferOn(row, day), None, day, to_do.distance_of(row))
        for row in page
    ]
    context = {
        "filter": to_do,
        "filters": to_do.shown,
        "page": page,
        "coming": [row for row in rows if row.state in UPCOMING],
        "unsure": [row for row in rows if row.state == OfferState.UNSURE],
        "past": [row for row in rows if row.state == OfferState.PAST],
        "day": day,
    }
    return render(request, "to_do/to_do_list.html", context)
