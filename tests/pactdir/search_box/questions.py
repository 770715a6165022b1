"""The tables of questions, and the answers of the search box in their words."""

import tomllib
from itertools import chain
from pathlib import Path

from pactdir.search_box.gazetteer import Kind, gazetteer
from pactdir.search_box.understanding import meant_by, nearest_names, understand
from regions.clock import today
from regions.models import PostcodeArea


def table(name):
    rows = tomllib.loads(Path(__file__).with_name(name).read_text())
    return dict(chain.from_iterable(part.items() for part in rows.values()))


def answer_to(question):
    """The answer in the words of the table."""
    understood = understand(question, today())
    answer = _answer(question, understood)
    return f"zonder straat: {answer}" if understood.without_street else answer


def _answer(question, understood):
    if understood.leads_to.startswith("/dichtbij/"):
        code = understood.leads_to.split("/")[2]
        place = PostcodeArea.objects.get(code=code).place
        digits = f"{code}, " if understood.is_postcode else ""
        around = f"rond {digits}{place} ({place.municipality})"
        # The table has another place at the postcode of a village, or a whole town.
        asked = [one for one in meant_by(question, gazetteer(today())) if one.central == code]
        if not understood.is_postcode and asked and asked[0].name != place.name:
            around = f"rond {code} voor {asked[0].name} ({place.municipality})"
        return around
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
