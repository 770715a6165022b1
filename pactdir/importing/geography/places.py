"""Finds places by the names in files, and creates missing ones."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pactdir.importing.geography.division import Division
from pactdir.importing.imported_values import BATCH
from regions.clock import today
from regions.models import Municipality, Place
from regions.names.folding import fold

# Suffix of places that share a name, which we distinguish by municipality.
SUFFIX = re.compile(r" \([A-Za-z]{1,3}\.?\)$")
# Another notation for it: "BERGEN NH".
PROVINCE_SUFFIX = re.compile(r" (dr|fl|fr|gld|gn|gr|lb|l|nb|nh|ov|ut|utr|zh|zld)$")
# Two names for one place; use the one that exists.
ALIASES = {"s gravenhage": "den haag", "s hertogenbosch": "den bosch"}
ALIASES |= {second: first for first, second in ALIASES.items()}


def find_or_create_places(
    names: Iterable[tuple[Municipality, str]], division: Division | None = None
) -> dict[tuple[int, str], Place]:
    """Places by municipality and folded name.

    A place of a former or future municipality belongs to its current counterpart, so it may be in
    another municipality than the one in `names`.
    """
    division = division or Division(today())
    places = Place.objects.select_related("municipality")
    existing = {(row.municipality_id, row.folded_name): row for row in places}
    by_name: dict[tuple[int, str], Place] = {}
    missing: dict[tuple[int, str], Place] = {}
    for municipality, name in names:
        folded = fold(name)
        current = [municipality]
        if municipality.pk not in division.current:
            current = division.counterparts_of(municipality)
        matches = [existing[town.pk, folded] for town in current if (town.pk, folded) in existing]
        if len(matches) == 1:
            by_name[municipality.pk, folded] = matches[0]
            continue
        home = current[0] if len(current) == 1 else municipality
        place = existing.get((home.pk, folded)) or missing.get((home.pk, folded))
        if place is None:
            place = missing[home.pk, folded] = Place(name=name, municipality=home)
            place.set_derived_fields()
        by_name[municipality.pk, folded] = place
    if missing:
        Place.objects.bulk_create(missing.values(), batch_size=BATCH)
    return existing | by_name


def find_or_create_by_any_name(
    rows: list[dict[str, Any]], division: Division
) -> dict[tuple[int, str], Place]:
    existing_keys = set(Place.objects.values_list("municipality_id", "folded_name"))
    names_by_key = {}
    for row in rows:
        municipality, name = row["municipality"], row["place_name"]
        without_province = PROVINCE_SUFFIX.sub("", fold(name))
        names = (fold(name), without_province, ALIASES.get(fold(name), ""))
        existing_name = next(
            (form for form in names if (municipality.pk, form) in existing_keys), None
        )
        short = name[: len(without_province)]
        new_name = short if fold(short) == without_province else name
        names_by_key[municipality.pk, name] = (municipality, existing_name or new_name)
    places = find_or_create_places(names_by_key.values(), division)
    return {key: places[town.pk, fold(name)] for key, (town, name) in names_by_key.items()}
