"""Why a search by name found a municipality whose row does not show that name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from regions.models import Municipality, Place
from regions.names.folding import fold
from regions.names.other_names import matching_other_names, matching_postcodes, search_spellings
from regions.wording.dutch import listed

MAX_NAMES = 3


def reasons_found(text: str, municipalities: Iterable[Municipality]) -> dict[int, list[str]]:
    """Map primary keys of municipalities from `for_list()` to sentences."""
    spellings = search_spellings(text)
    rows = [row for row in municipalities if not _shows(row, spellings)]
    if not fold(text) or not rows:
        return {}
    also_called, old_names = _others(text, "also_called"), _others(text, "former_municipality")
    places = _places_named(text, rows)
    reasons: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows:
        also = also_called.get(row.folded_name, [])
        if any(spelling in fold(row.official_name) for spelling in spellings):
            also = [row.official_name]
        if also:
            reasons[row.pk].append(f"ook bekend als {_first(also)}")
        if old := old_names.get(row.folded_name):
            noun = "gemeente" if len(old) == 1 else "gemeenten"
            reasons[row.pk].append(f"met (een deel van) de oude {noun} {_first(old)}")
        # No need to mention a town with the same name as its municipality.
        if (names := places.get(row.pk)) and not also:
            noun = "plaats" if len(names) == 1 else "plaatsen"
            reasons[row.pk].append(f"{_first(names)}: {noun} in deze gemeente")
    return reasons


def _shows(municipality: Municipality, spellings: list[str]) -> bool:
    shown = [fold(name) for name in (municipality.name, *municipality.predecessor_names)]
    return any(spelling in name for name in shown for spelling in spellings)


def _others(text: str, section: str) -> dict[str, list[str]]:
    by_name = defaultdict(list)
    for other, name in matching_other_names(text, section):
        by_name[fold(name)].append(other)
    return by_name


def _places_named(text: str, municipalities: list[Municipality]) -> dict[int, list[str]]:
    spellings, also_called = search_spellings(text), _others(text, "also_called")
    villages = matching_other_names(text, "shares_a_postcode")
    parts = matching_other_names(text, "part_of_a_town")
    named = Q(pk__in=Place.objects.named(text).values("pk")) | Q(folded_name__in=also_called)
    for start in matching_postcodes(text):
        named |= Q(postcode_areas__code__startswith=start)
    rows = Place.objects.filter(named, municipality__in=municipalities).order_by("folded_name")
    found: defaultdict[int, list[str]] = defaultdict(list)
    for pk, name, code in rows.values_list("municipality", "name", "postcode_areas__code"):
        names = found[pk]
        if others := also_called.get(fold(name)):
            names.append(f"{name} (ook {_first(others)})")
        elif any(spelling in fold(name) for spelling in spellings):
            names.append(name)
        names += [village for village, codes in villages if _is_at(code, codes)]
        names += [f"{part} (deel van {name})" for part, codes in parts if _is_at(code, codes)]
    return {pk: list(dict.fromkeys(names)) for pk, names in found.items()}


def _is_at(code: str | None, starts: str) -> bool:
    return code is not None and code.startswith(tuple(starts.split()))


def _first(names: list[str]) -> str:
    more = len(names) - MAX_NAMES
    return listed([*names[:MAX_NAMES], f"nog {more}"] if more > 0 else names)
