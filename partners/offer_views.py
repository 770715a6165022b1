"""The page of an offer."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from partners.models import Offer
from partners.offer_words import OfferOn
from regions.clock import AsOf, today
from regions.directory import redirect_if_moved


@require_safe
@redirect_if_moved
def offer_detail(request: HttpRequest, slug: str) -> HttpResponse:
    day = today()
    offer = Offer.objects.published(day).for_page(day).find(slug)
    context = {
        "offer": offer,
        "row": OfferOn(offer, day),
        "articles": _articles(offer, AsOf.of(day)),
        "documents": list(offer.documents.with_file()),
        "day": day,
    }
    return render(request, "partners/offer_detail.html", context)


def _articles(offer: Any, as_of: AsOf) -> list[Any]:
    # Through the reverse relation, since this app may not import their model.
    articles: list[Any] = offer.article_offers.newest_articles(as_of)
    return articles
