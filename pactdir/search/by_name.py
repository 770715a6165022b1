"""Find by name, for now: a postcode, or a part of a name, in every kind of thing there is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Prefetch
from django.urls import reverse

from news.models import Article, Event
from partners.models import Partner
from regions.folding import fold
from regions.models import Municipality, Place, PostcodeArea, Region
from schools.models import School

HITS_PER_KIND = 8
ENOUGH = HITS_PER_KIND + 1  # one more than is shown tells that there is more


@dataclass(frozen=True)
class Hits:
    """What was found of one kind, each with whether it is past, and where the rest of it is."""

    title: str
    rows: list[tuple[Any, bool]]
    more: str


def postcode_area(digits: str) -> PostcodeArea | None:
    areas = PostcodeArea.objects.select_related("place__municipality")
    return areas.filter(code=digits).first()


def find(question: str, day: date) -> list[Hits]:
    """Everything published with the question in its name, by kind; kinds without a hit left out."""
    if not fold(question):
        return []
    kinds: list[tuple[str, str, Any]] = [
        ("Regio's", "regions:list", Region.objects.published(day)),
        (
            "Gemeenten",
            "municipalities:list",
            Municipality.objects.current(day)
            .with_predecessors(day)
            .prefetch_related(_places_named(question)),
        ),
        ("Scholen", "schools:list", School.objects.published(day).for_list(day)),
        ("Partners", "partners:list", Partner.objects.published(day)),
        ("Agenda", "events:list", Event.objects.published(day).coming_first(day)),
        ("Nieuws", "articles:list", Article.objects.published(day).for_list()),
    ]
    found = [
        Hits(
            title,
            [
                (row, _is_past(row, day))
                for row in queryset.named(question).real().nearest_name_first(question)[:ENOUGH]
            ],
            reverse(name),
        )
        for title, name, queryset in kinds
    ]
    return [hits for hits in found if hits.rows]


def _places_named(question: str) -> Prefetch:
    """The places that explain why a municipality is found by another name than its own."""
    named = Place.objects.filter(folded_name__contains=fold(question))
    elsewhere = named.exclude(folded_name=F("municipality__folded_name"))
    return Prefetch("places", elsewhere, "places_named_so")


def _is_past(row: Any, day: date) -> bool:
    if isinstance(row, School):
        return row.is_closed(day)
    return isinstance(row, Event) and row.is_past(day)
