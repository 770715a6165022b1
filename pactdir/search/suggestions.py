"""What may be meant while one types: names and places that begin so, each with what it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from itertools import chain, islice
from typing import Any

from django.db.models import Case, F, Q, Value, When
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from pactdir.search_box.gazetteer import Kind, Known, gazetteer
from partners.models import Partner
from regions.clock import today
from regions.folding import fold
from regions.models import Province, Region, Theme
from schools.models import School, SchoolName

MOST = 8
MOST_PLACES = 5  # where something else begins so too
LEAST_LETTERS = 2
LONGEST = 60
# What stands in a row of another table, in the order of the list, and where its page is.
KINDS = [
    ("techniekregio", "regions:detail"),
    ("school", "schools:detail"),
    ("partner", "partners:detail"),
    ("thema", "themes:detail"),
]
EXAMPLES = "voorbeeld"
SHORT = {"separators": (",", ":")}
COLUMNS = ["number", "name", "slug", "beside", "street", "nearness", "folded_name"]


@dataclass(frozen=True)
class Suggestion:
    name: str
    kind: str
    where: str
    address: str


@require_safe
def suggestion_list(request: HttpRequest) -> HttpResponse:
    """As JSON, for the script of the search box; a browser may keep it for a minute."""
    found = suggestions(request.GET.get("q", ""), today())
    response = JsonResponse([asdict(one) for one in found], safe=False, json_dumps_params=SHORT)
    response["Cache-Control"] = "max-age=60"
    response["X-Robots-Tag"] = "noindex"
    return response


def suggestions(question: str, on: date) -> list[Suggestion]:
    """At most eight; names and places first. Two queries, whatever is typed."""
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
        where = Province(one.province).label
    return Suggestion(one.name, one.kind, where, one.address)


def _named(start: str, on: date) -> list[Suggestion]:
    """What is published with a word that begins so; a street where that alone tells two apart."""
    begins = _begins("folded_name", start)
    formerly = SchoolName.objects.filter(_begins("folded_name", start)).values("school")
    nothing = Value("")
    schools = School.objects.published(on).filter(begins | Q(pk__in=formerly))
    partners = Partner.objects.published(on).filter(begins)
    themes = Theme.objects.filter(begins | Q(pupil_word__istartswith=start))
    rows: list[Any] = [
        Region.objects.published(on).filter(begins).annotate(beside=nothing, street=nothing),
        schools.annotate(beside=F("place__name"), street=F("address")),
        partners.annotate(beside=F("place__name"), street=nothing),
        themes.annotate(beside=F("pupil_word"), street=nothing),
    ]
    if start.startswith(EXAMPLES):
        rows[-1] = rows[-1].published(on)
    else:
        rows = [*(one.real() for one in rows[:-1]), rows[-1].really_used(on)]
    nearness = Case(When(folded_name__startswith=start, then=Value(0)), default=Value(1))
    some, *more = (
        one.annotate(number=Value(number), nearness=nearness).order_by().values_list(*COLUMNS)
        for number, one in enumerate(rows)
    )
    found = some.union(*more, all=True).order_by("nearness", "number", "folded_name", "slug")[:MOST]
    alike = Counter((number, name, beside) for number, name, _, beside, *_ in found)
    return [
        Suggestion(
            name,
            KINDS[number][0],
            ", ".join(filter(None, [beside, street if alike[number, name, beside] > 1 else ""])),
            reverse(KINDS[number][1], args=[slug]),
        )
        for number, name, slug, beside, street, *_ in found
    ]


def _begins(field: str, start: str) -> Q:
    return Q(**{f"{field}__startswith": start}) | Q(**{f"{field}__contains": f" {start}"})
