"""Places by their names in files; those that are missing are made."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pactdir.importing.geography.division import Division
from pactdir.importing.imported_values import BATCH
from regions.clock import today
from regions.models import Municipality, Place
from regions.names.folding import fold

# What tells places of one name apart; ours lie in a municipality, and need no more.
SUFFIX = re.compile(r" \([A-Za-z]{1,3}\.?\)$")
# What the file writes behind a place to tell it from another, as in "BERGEN NH".
PROVINCE_BEHIND = re.compile(r" (dr|fl|fr|gld|gn|gr|lb|l|nb|nh|ov|ut|utr|zh|zld)$")
# Two names of one place; the one that stands already is the one we use.
ALSO_CALLED = {"s gravenhage": "den haag", "s hertogenbosch": "den bosch"}
ALSO_CALLED |= {second: first for first, second in ALSO_CALLED.items()}


def places_of(
    wanted: Iterable[tuple[Municipality, str]], division: Division | None = None
) -> dict[tuple[int, str], Place]:
    """The places with these names in these municipalities; those that are missing are made.

    Of a municipality that stands no more, or not yet, in the one that stands for it: the place
    may lie in another municipality than was asked.
    """
    division = division or Division(today())
    places = Place.objects.select_related("municipality")
    known = {(row.municipality_id, row.folded_name): row for row in places}
    by_name: dict[tuple[int, str], Place] = {}
    missing: dict[tuple[int, str], Place] = {}
    for municipality, name in wanted:
        folded = fold(name)
        here = [municipality]
        if municipality.pk not in division.standing:
            here = division.of(municipality)
        there = [known[town.pk, folded] for town in here if (town.pk, folded) in known]
        if len(there) == 1:
            by_name[municipality.pk, folded] = there[0]
            continue
        stands = here[0] if len(here) == 1 else municipality
        place = known.get((stands.pk, folded)) or missing.get((stands.pk, folded))
        if place is None:
            place = missing[stands.pk, folded] = Place(name=name, municipality=stands)
            place.follow_name()
        by_name[municipality.pk, folded] = place
    if missing:
        Place.objects.bulk_create(missing.values(), batch_size=BATCH)
    return known | by_name


def places_by_any_name(
    rows: list[dict[str, Any]], division: Division
) -> dict[tuple[int, str], Place]:
    """The place of each row by its municipality and the name in the file; the missing are made.

    In a municipality that went on in another, it is the place there.
    """
    known = set(Place.objects.values_list("municipality_id", "folded_name"))
    wanted = {}
    for row in rows:
        municipality, name = row["municipality"], row["place_name"]
        short = PROVINCE_BEHIND.sub("", fold(name))
        others = (fold(name), short, ALSO_CALLED.get(fold(name), ""))
        ours = next((other for other in others if (municipality.pk, other) in known), None)
        bare = name[: len(short)] if fold(name[: len(short)]) == short else name
        wanted[municipality.pk, name] = (municipality, ours or bare)
    places = places_of(wanted.values(), division)
    return {key: places[town.pk, fold(name)] for key, (town, name) in wanted.items()}
