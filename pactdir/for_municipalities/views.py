"""The view of the page, and redirects from typed names."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from pactdir.for_municipalities.finding import match_name, namesakes, sentences_about
from pactdir.for_municipalities.networks import NETWORKS
from pactdir.for_municipalities.page import load_page
from regions.clock import today
from regions.lists.blanks import drop_blank_fields
from regions.lists.query_names import reads
from regions.models import Municipality
from regions.wording.national_count import LIST_NAME, LIST_URL

MAX_NAME_LENGTH = 100


@require_safe
@drop_blank_fields
@reads("gemeente", "naam")
def for_municipalities(request: HttpRequest) -> HttpResponse:
    day, typed = today(), request.GET.get("gemeente", "")
    text, name = _name_in(typed), _name_in(request.GET.get("naam", ""))
    page = load_page(text, day)
    name_match = match_name(text, day) if text and not page.own else None
    found = page.own.municipality if page.own else name_match and name_match.only
    other_name = name if page.own else text
    about_name = sentences_about(other_name, found, day) if found and other_name else []
    if found and (typed != found.slug or (name and not about_name)):
        return HttpResponseRedirect(_url_of(found, other_name if about_name else ""))
    context = {
        "page": page,
        "own": page.own,
        "name_match": name_match,
        "about_name": about_name,
        "typed": text,
        "namesakes": namesakes(page.own.municipality, day) if page.own else [],
        "networks": NETWORKS,
        "list_name": LIST_NAME,
        "list_url": LIST_URL,
        "day": day,
    }
    return render(request, "for_municipalities/for_municipalities.html", context)


def _name_in(value: str) -> str:
    return value.replace("\x00", "").strip()[:MAX_NAME_LENGTH]


def _url_of(municipality: Municipality, other_name: str) -> str:
    """Add the name as typed, so that the page can explain how it relates."""
    query = {"gemeente": municipality.slug} | ({"naam": other_name} if other_name else {})
    return f"{reverse('for-municipalities')}?{urlencode(query)}"
