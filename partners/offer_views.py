"""Pages of what there is to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from partners.models import Offer, OfferState
from partners.models.offer_states import UPCOMING
from partners.offer_filters import OfferFilter
from partners.offer_words import OfferOn
from regions.clock import today
from regions.directory import redirect_if_moved
from regions.lists.blanks import drop_blank_fields
from regions.lists.query_names import reads


@require_safe
@drop_blank_fields
@reads(OfferFilter, "page")
def offer_list(request: HttpRequest) -> HttpResponse:
    day = today()
    offer_filter = OfferFilter(request.GET, on=day)
    page = offer_filter.page(offer_filter.qs.for_list().upcoming_first(day), per_page=24)
    rows = [OfferOn(offer, day) for offer in page]
    context = {
        "filter": offer_filter,
        "filters": offer_filter.shown,
        "page": page,
        "coming": [row for row in rows if row.state in UPCOMING],
        "unsure": [row for row in rows if row.state == OfferState.UNSURE],
        "past": [row for row in rows if row.is_past],
        "day": day,
    }
    return render(request, "partners/offer_list.html", context)


@require_safe
@redirect_if_moved
def offer_detail(request: HttpRequest, slug: str) -> HttpResponse:
    day = today()
    offer = Offer.objects.published(day).for_page(day).find(slug)
    context = {"offer": offer, "row": OfferOn(offer, day), "day": day}
    return render(request, "partners/offer_detail.html", context)
