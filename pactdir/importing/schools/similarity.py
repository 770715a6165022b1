"""Reasons why two schools may be the same: code, address, and distinctive words in their names."""

from __future__ import annotations

import re
from typing import Any

from regions.names.folding import fold
from schools.buildings import address_of
from schools.models import School

# Too common in names of schools to distinguish one from another.
GENERIC_WORDS = set(
    fold(
        "aan afdeling algemeen atheneum basis bijzonder bijzondere brede by christelijk "
        "christelijke college coll csg d de den der dr en gemengd gymnasium havo het in "
        "interconfessioneel interconfessionele kader katholiek katholieke loc locatie lwoo lyceum "
        "mavo mbo met middelbare nevenvestiging of onderwijs op openbaar openbare opb osg pc po "
        "praktijkonderwijs praktijkschool pro protestants r regionale rk rooms rsg s "
        "samenwerkingsschool school scholengemeenschap sg sgm stichting t te ten ter van vbo vest "
        "vestiging vmbo vo voor voortgezet vso vwo"
    ).split()
)
# Two names with different kinds are two schools: an atheneum and a gymnasium.
SCHOOL_KINDS = {
    "atheneum",
    "gymnasium",
    "havo",
    "lyceum",
    "mavo",
    "praktijkonderwijs",
    "praktijkschool",
}
LOCATION_MARKER = re.compile(r"\b(?:loc|locatie|vest|vestiging|vst)\b", re.IGNORECASE)


def similarity_reason(location: School, school: School) -> str:
    if school.brin:
        is_same = school.brin == location.brin
        return f"zelfde BRIN {school.brin}, gemeente {school.municipality}" if is_same else ""
    if address_of(school) and address_of(school) == address_of(location):
        return f"zelfde adres: {school.address}"
    if school.place_id and school.place_id != location.place_id:
        return ""
    if words := shared_words(location, school):
        place = school.place or school.municipality
        return f"in {place}, en deze woorden staan in beide namen: {_comma_separated(words)}"
    return ""


def duplicate_reason(first: School, second: School) -> str:
    same_address = f"zelfde adres ({first.address})"
    is_same_name = not _folded_names(first).isdisjoint(_folded_names(second))
    if is_same_name and (
        first.brin == second.brin or fold(official_name(first)) == fold(official_name(second))
    ):
        return f"zelfde naam, {same_address}"
    if first.levels and second.levels and set(first.levels).isdisjoint(second.levels):
        return ""
    if _kinds(first) and _kinds(second) and _kinds(first).isdisjoint(_kinds(second)):
        return ""
    if is_same_name:
        return f"zelfde naam, {same_address}"
    first_words, second_words = _distinctive_words_of(first), _distinctive_words_of(second)
    if not (_location_words(first) <= second_words and _location_words(second) <= first_words):
        return ""
    both = first_words & second_words
    is_subset = first_words <= second_words or second_words <= first_words
    if (
        first_words
        and second_words
        and (first_words == second_words or (is_subset and len(both) > 1))
    ):
        return f"{same_address}, en deze woorden staan in beide namen: {_comma_separated(both)}"
    if first_words and second_words and _joined_words(first) == _joined_words(second):
        return f"{same_address}, en bijna dezelfde naam"
    return ""


def distinctive_words(name: str, *places: Any) -> set[str]:
    place_words = {word for place in places for word in fold(str(place)).split()}
    return set(fold(name).split()) - GENERIC_WORDS - place_words


def official_name(school: School) -> str:
    return school.official_name or school.name


def full_address(school: School) -> str:
    street = f"{school.address}, " if school.address else ""
    return f"{street}{school.postcode} {school.place or ''}".strip()


def _folded_names(school: School) -> set[str]:
    return {fold(school.name), fold(official_name(school))}


def _distinctive_words_of(school: School) -> set[str]:
    return distinctive_words(official_name(school), school.place, school.municipality)


def _location_words(school: School) -> set[str]:
    _, *parts = LOCATION_MARKER.split(official_name(school))
    return distinctive_words(" ".join(parts), school.place, school.municipality)


def _kinds(school: School) -> set[str]:
    return SCHOOL_KINDS.intersection(fold(school.name).split())


def _joined_words(school: School) -> str:
    place_words = {
        word for place in (school.place, school.municipality) for word in fold(str(place)).split()
    }
    words = [
        word
        for word in fold(official_name(school)).split()
        if word not in GENERIC_WORDS - {"college"}
    ]
    return "".join(word for word in words if word not in place_words)


def shared_words(location: School, school: School) -> set[str]:
    places = location.place, school.municipality
    location_words = [
        distinctive_words(name, *places) for name in (official_name(location), location.name)
    ]
    for name in [
        school.name,
        school.brand,
        *(former_name.name for former_name in school.former_names.all()),
    ]:
        school_words = distinctive_words(name, *places)
        for words in location_words:
            if school_words and words and (school_words <= words or words <= school_words):
                return school_words & words
    return set()


def _comma_separated(words: set[str]) -> str:
    return ", ".join(sorted(words))
