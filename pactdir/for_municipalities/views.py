"""The view of the page, and where what was typed leads."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from pactdir.for_municipalities.finding import meant_by, namesakes
from pactdir.for_municipalities.networks import NETWORKS
from pactdir.for_municipalities.page import load_page
from regions.clock import today
from regions.lists.blanks import without_blanks
from regions.lists.query_names import reads
from regions.models import Municipality
from regions.wording.national_count import LIST_ADDRESS, LIST_NAME

LONGEST_NAME = 100


@require_safe
@without_blanks
@reads("gemeente")
def for_municipalities(request: HttpRequest) -> HttpResponse:
    day, typed = today(), request.GET.get("gemeente", "")
    text = typed.replace("\x00", "").strip()[:LONGEST_NAME]
    page = load_page(text, day)
    meant = meant_by(text, day) if text and not page.own else None
    found = page.own.municipality if page.own else meant and meant.only
    if found and typed != found.slug:
        return HttpResponseRedirect(_address_of(found))
    context = {
        "page": page,
        "own": page.own,
        "meant": meant,
        "typed": text,
        "namesakes": namesakes(page.own.municipality, day) if page.own else [],
        "networks": NETWORKS,
        "list_name": LIST_NAME,
        "list_address": LIST_ADDRESS,
        "day": day,
    }
    return render(request, "for_municipalities/for_municipalities.html", context)


def _address_of(municipality: Municipality) -> str:
    return f"{reverse('for-municipalities')}?{urlencode({'gemeente': municipality.slug})}"
