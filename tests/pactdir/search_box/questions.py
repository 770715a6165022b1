"""The tables of questions, and the answers of the search box in their words."""

import tomllib
from itertools import chain
from pathlib import Path

from pactdir.search_box.gazetteer import Kind
from pactdir.search_box.understanding import nearest_names, understand
from regions.clock import today
from regions.models import PostcodeArea


def table(name):
    rows = tomllib.loads(Path(__file__).with_name(name).read_text())
    return dict(chain.from_iterable(part.items() for part in rows.values()))


def answer_to(question):
    """The answer in the words of the table."""
    understood = understand(question, today())
    if understood.leads_to.startswith("/dichtbij/"):
        code = understood.leads_to.split("/")[2]
        place = PostcodeArea.objects.get(code=code).place
        digits = f"{code}, " if understood.is_postcode else ""
        return f"rond {digits}{place} ({place.municipality})"
    if understood.leads_to:
        return f"naar {understood.leads_to}"
    if understood.municipality or understood.province:
        count = len(understood.places)
        places = f", {count} {'plaats' if count == 1 else 'plaatsen'}" if count else ""
        return in_words(understood.choices[0]) + places
    if understood.choices:
        return f"welke? {'; '.join(map(in_words, understood.choices))}"
    if understood.why:
        near = "".join(f"; {code} {place}" for code, place in understood.postcodes)
        return f"uitleg: {understood.why}{near}"
    near = nearest_names(question, today())
    return f"bedoel je {', '.join(near)}" if near else "zoekt"


def in_words(known):
    if known.kind is Kind.PLACE:
        return f"{known.name} ({known.municipality_name})"
    was = f", was {known.old_name}" if known.old_name else ""
    return f"{known.kind} {known.name}{was}"
