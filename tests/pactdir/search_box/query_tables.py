"""The tables of queries, and interpretations written in the notation of those tables."""

import tomllib
from itertools import chain
from pathlib import Path

from pactdir.search_box.gazetteer import Kind, gazetteer
from pactdir.search_box.interpreter import interpret, nearest_names, places_named
from regions.clock import today
from regions.models import PostcodeArea


def read_table(name):
    sections = tomllib.loads(Path(__file__).with_name(name).read_text())
    return dict(chain.from_iterable(section.items() for section in sections.values()))


def described(query):
    interpretation = interpret(query, today())
    text = _described(query, interpretation)
    return f"zonder straat: {text}" if interpretation.ignores_street else text


def _described(query, interpretation):
    if interpretation.redirect_to.startswith("/dichtbij/"):
        return _nearby(query, interpretation)
    if interpretation.redirect_to:
        return f"naar {interpretation.redirect_to}"
    if interpretation.municipality or interpretation.province:
        count = len(interpretation.places)
        places = f", {count} {'plaats' if count == 1 else 'plaatsen'}" if count else ""
        return _entry(interpretation.choices[0]) + places
    if interpretation.choices:
        return f"welke? {'; '.join(map(_entry, interpretation.choices))}"
    if interpretation.problem:
        postcodes = "".join(f"; {code} {place}" for code, place in interpretation.postcodes)
        return f"uitleg: {interpretation.problem}{postcodes}"
    names = nearest_names(query, today())
    return f"bedoel je {', '.join(names)}" if names else "zoekt"


def _nearby(query, interpretation):
    code = interpretation.redirect_to.split("/")[2]
    place = PostcodeArea.objects.get(code=code).place
    if interpretation.is_postcode:
        return f"rond {code}, {place} ({place.municipality})"
    # The postcode of a village or part of a town can have the name of another place.
    names = {
        entry.name
        for entry in places_named(query, gazetteer(today()))
        if entry.central_postcode == code
    }
    if names and place.name not in names:
        return f"rond {code} voor {names.pop()} ({place.municipality})"
    return f"rond {place} ({place.municipality})"


def _entry(entry):
    if entry.kind is Kind.PLACE:
        return f"{entry.name} ({entry.municipality_name})"
    old_name = f", was {entry.old_name}" if entry.old_name else ""
    return f"{entry.kind} {entry.name}{old_name}"
