"""The page of an offer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from partners.models import Offer
from partners.offer_words import OfferOn
from regions.clock import today
from regions.directory import redirect_if_moved


@require_safe
@redirect_if_moved
def offer_detail(request: HttpRequest, slug: str) -> HttpResponse:
    day = today()
    offer = Offer.objects.published(day).for_page(day).find(slug)
    context = {"offer": offer, "row": OfferOn(offer, day), "day": day}
    return render(request, "partners/offer_detail.html", context)
