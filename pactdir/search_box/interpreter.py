"""Interprets the geography in a query, before anything is searched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from pactdir.search_box.addresses import place_in_address
from pactdir.search_box.gazetteer import Gazetteer, GazetteerEntry, Kind, gazetteer
from pactdir.search_box.interpretation import Interpretation, Problem
from pactdir.search_box.place_names import is_named, named_with_kind, places_named
from pactdir.search_box.postcodes import interpret_number
from pactdir.search_box.typos import is_dictionary_word, nearest_spellings
from regions.names.other_names import other_names
from regions.names.spelling import normalized_name

__all__ = [
    "Interpretation",
    "interpret",
    "named_with_kind",
    "nearest_names",
    "places_named",
]

# The Caribbean Netherlands have no four-digit postcodes and no provinces.
ISLANDS = {normalized_name(name): island for name, island in other_names("caribbean_netherlands")}
MAX_SUGGESTIONS = 3
MIN_LENGTH = 3
MIN_PREFIX_LENGTH = 4


def interpret(text: str, on: date) -> Interpretation:
    if not text.strip():
        return Interpretation(problem=Problem.EMPTY)
    names = gazetteer(on)
    return (
        interpret_number(text, names)
        or _interpret_name(text, names)
        or _interpret_island(text)
        or _interpret_address(text, names)
        or Interpretation()
    )


def _interpret_name(text: str, names: Gazetteer) -> Interpretation | None:
    if entries := named_with_kind(text, names):
        if len(entries) == 1:
            return Interpretation(redirect_to=entries[0].address)
        return Interpretation(choices=tuple(entries))
    entries = places_named(text, names)
    if not entries:
        return None
    places = [entry for entry in entries if entry.kind is Kind.PLACE]
    if len(places) == 1 and _is_place_with_its_area(entries, places[0]):
        return Interpretation(redirect_to=places[0].address)
    if len(entries) > 1:
        return Interpretation(choices=tuple(entries))
    return _interpret_area(entries[0], names)


def _is_place_with_its_area(entries: list[GazetteerEntry], place: GazetteerEntry) -> bool:
    return all(
        entry is place
        or (entry.kind is Kind.MUNICIPALITY and entry.municipality == place.municipality)
        or (entry.kind is Kind.PROVINCE and entry.province == place.province)
        for entry in entries
    )


def _interpret_area(entry: GazetteerEntry, names: Gazetteer) -> Interpretation:
    if entry.kind is Kind.PROVINCE:
        return Interpretation(choices=(entry,))
    places = tuple(names.places_by_municipality.get(entry.municipality, ()))
    if entry.kind is Kind.PLACE or not places:
        return Interpretation(redirect_to=entry.address)
    return Interpretation(choices=(entry,), places=places)


def _interpret_island(text: str) -> Interpretation | None:
    island = ISLANDS.get(normalized_name(text))
    return Interpretation(problem=Problem.CARIBBEAN, island=island) if island else None


def _interpret_address(text: str, names: Gazetteer) -> Interpretation | None:
    place = place_in_address(text, lambda place: is_named(place, names))
    if place is None:
        return None
    if not place:
        return Interpretation(problem=Problem.STREET_ONLY)
    interpretation = _interpret_name(place, names) or Interpretation()
    if not interpretation.redirect_to:
        return replace(interpretation, ignores_street=True)
    # No redirect: the visitor has to see that the street was ignored.
    target = [
        entry for entry in places_named(place, names) if entry.address == interpretation.redirect_to
    ]
    return Interpretation(choices=tuple(target[:1]), ignores_street=True)


# --- suggestions ---


def nearest_names(text: str, on: date) -> list[str]:
    names = gazetteer(on)
    spelling = normalized_name(text)
    if len(spelling) < MIN_LENGTH or names.named(text) or is_dictionary_word(text):
        return []
    by_prefix = names.by_prefix(text)
    if by_prefix and len(spelling) >= MIN_PREFIX_LENGTH:
        return _unique_names(by_prefix)
    spellings = nearest_spellings(spelling, [*names.by_name, *names.by_other_name])
    # The first letter is rarely the wrong one.
    spellings.sort(key=lambda name: (name[:1] != spelling[:1], -_size(name, names), name))
    return _unique_names(
        entry
        for name in spellings
        for entry in names.by_name.get(name) or names.by_other_name[name]
    )


def _unique_names(entries: Iterable[GazetteerEntry]) -> list[str]:
    by_spelling: dict[str, str] = {}
    for entry in entries:
        name = entry.old_name or entry.name
        by_spelling.setdefault(normalized_name(name), name)
    return list(by_spelling.values())[:MAX_SUGGESTIONS]


def _size(name: str, names: Gazetteer) -> int:
    return max((len(entry.postcodes) for entry in names.by_name.get(name, [])), default=0)
