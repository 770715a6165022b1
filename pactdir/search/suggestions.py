"""Autocomplete for the search box: places and names with the typed prefix, each with its kind.

The script never sends the letters of a postcode.
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
from pactdir.search.prefix_lookup import NamedEntry, entries_by_prefix
from pactdir.search_box.gazetteer import PROVINCE_NAMES, GazetteerEntry, Kind, gazetteer
from regions.clock import today
from regions.directory import search_label
from regions.lists.query_names import reads
from regions.names.folding import fold

MAX_SUGGESTIONS = 8
MAX_PLACES = 5  # used if there are other names as well
MIN_LENGTH = 2
MAX_LENGTH = 60
COMPACT_JSON = {"separators": (",", ":")}


@dataclass(frozen=True)
class Suggestion:
    name: str
    kind: str
    where: str
    address: str


@require_safe
@reads("q")
def suggestion_list(request: HttpRequest) -> HttpResponse:
    matches = [vars(match) for match in suggestions(request.GET.get("q", ""), today())]
    response = JsonResponse(matches, safe=False, json_dumps_params=COMPACT_JSON)
    response["Cache-Control"] = "max-age=60"
    response["X-Robots-Tag"] = "noindex"
    return response


def suggestions(text: str, on: date) -> list[Suggestion]:
    text = text.replace("\x00", "").strip()[:MAX_LENGTH]
    if len(fold(text)) < MIN_LENGTH:
        return []
    places = list(islice(_places(text, on), MAX_SUGGESTIONS))
    entries = entries_by_prefix(fold(text), on, limit=MAX_SUGGESTIONS)
    place_count = max(MAX_PLACES, MAX_SUGGESTIONS - len(entries))
    return [*places[:place_count], *map(_entry_suggestion, entries)][:MAX_SUGGESTIONS]


def _places(text: str, on: date) -> Iterator[Suggestion]:
    names = gazetteer(on)
    # The letters of a postcode identify a street, and make no difference here.
    if digits := re.fullmatch(r"([0-9]{2,4})\s*[a-zA-Z]{0,2}", text):
        for code in names.postcodes_by_prefix(digits[1]):
            address = reverse("nearby", args=[code])
            yield Suggestion(code, "postcode", names.postcodes[code], address)
        return
    exact = [entry for entry in names.named(text) if entry.has_page]
    by_prefix = (entry for entry in names.by_prefix(text) if entry not in exact)
    yield from map(_place_suggestion, chain(exact, (e for e in by_prefix if e.has_page)))


def _place_suggestion(entry: GazetteerEntry) -> Suggestion:
    if entry.old_name:
        return Suggestion(entry.old_name, entry.kind, f"nu {entry.name}", entry.address)
    where = entry.where
    if entry.kind is Kind.PLACE and entry.municipality_name != entry.name:
        where = entry.municipality_name
    elif entry.kind is Kind.PLACE:
        where = PROVINCE_NAMES[entry.province]
    return Suggestion(entry.name, entry.kind, where, entry.address)


def _entry_suggestion(entry: NamedEntry) -> Suggestion:
    return Suggestion(entry.title, search_label(entry.kind), _where(entry), entry.address)


def _where(entry: NamedEntry) -> str:
    # For a partner the first item is its kind.
    details = entry.where[1:] if entry.kind == EntryKind.PARTNER else entry.where
    return next(iter(details), "")
