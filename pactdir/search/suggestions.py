"""Suggestions while typing: names and places with that prefix, each with its kind.

The script never sends the letters of a postcode; browsers may keep an answer for a minute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from pactdir.models import EntryKind
from pactdir.search.names import Name, names_with
from pactdir.search_box.gazetteer import PROVINCE_NAMES, Kind, Known, gazetteer
from regions.clock import today
from regions.directory import search_label
from regions.lists.query_names import reads
from regions.names.folding import fold

MOST = 8
MOST_PLACES = 5  # where something else begins so too
LEAST_LETTERS = 2
LONGEST = 60
SHORT = {"separators": (",", ":")}


@dataclass(frozen=True)
class Suggestion:
    name: str
    kind: str
    where: str
    address: str


@require_safe
@reads("q")
def suggestion_list(request: HttpRequest) -> HttpResponse:
    """As JSON, for the script of the search box; a browser may keep it for a minute."""
    found = suggestions(request.GET.get("q", ""), today())
    response = JsonResponse([vars(one) for one in found], safe=False, json_dumps_params=SHORT)
    response["Cache-Control"] = "max-age=60"
    response["X-Robots-Tag"] = "noindex"
    return response


def suggestions(question: str, on: date) -> list[Suggestion]:
    """At most eight; names and places first; at most four queries."""
    question = question.replace("\x00", "").strip()[:LONGEST]
    if len(fold(question)) < LEAST_LETTERS:
        return []
    places = list(islice(_places(question, on), MOST))
    others = _named(fold(question), on)
    room = max(MOST_PLACES, MOST - len(others))
    return [*places[:room], *others][:MOST]


def _places(question: str, on: date) -> Iterator[Suggestion]:
    names = gazetteer(on)
    # The letters behind the digits point at a street, and tell nothing here.
    if digits := re.fullmatch(r"([0-9]{2,4})\s*[a-zA-Z]{0,2}", question):
        for code in names.codes_beginning_with(digits[1]):
            address = reverse("nearby", args=[code])
            yield Suggestion(code, "postcode", names.postcodes[code], address)
        return
    called = [one for one in names.called(question) if one.has_page]
    begun = (one for one in names.beginning_with(question) if one not in called)
    yield from map(_of_place, chain(called, (one for one in begun if one.has_page)))


def _of_place(one: Known) -> Suggestion:
    if one.old_name:
        return Suggestion(one.old_name, one.kind, f"nu {one.name}", one.address)
    where = one.where
    if one.kind is Kind.PLACE and one.municipality_name != one.name:
        where = one.municipality_name
    elif one.kind is Kind.PLACE:
        where = PROVINCE_NAMES[one.province]
    return Suggestion(one.name, one.kind, where, one.address)


def _named(start: str, on: date) -> list[Suggestion]:
    """What is published with a word that begins so."""
    found = names_with(start, on, most=MOST)
    return [
        Suggestion(one.title, search_label(one.kind), _beside(one), one.address) for one in found
    ]


def _beside(name: Name) -> str:
    """What tells it from its namesakes: the place, or the word pupils have for a theme."""
    where = name.where
    # Of a partner first stands what kind of partner it is.
    return next(iter(where[1:] if name.kind == EntryKind.PARTNER else where), "")
