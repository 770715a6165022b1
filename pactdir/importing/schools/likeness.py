"""Why two schools may be one: by code, address and the words that their names share."""

from __future__ import annotations

import re
from typing import Any

from regions.names.folding import fold
from schools.buildings import address_of
from schools.models import School

# Words that many schools have in their names, so that they say nothing of which it is.
SAYS_NOTHING = set(
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
# Where each name has another of these they are two schools, as an atheneum and a gymnasium.
KINDS = {"atheneum", "gymnasium", "havo", "lyceum", "mavo", "praktijkonderwijs", "praktijkschool"}
LOCATION = re.compile(r"\b(?:loc|locatie|vest|vestiging|vst)\b", re.IGNORECASE)


def likeness(location: School, school: School) -> str:
    """Why this location may be that school of the same municipality, in words; empty if not."""
    if school.brin:
        is_same = school.brin == location.brin
        return f"zelfde BRIN {school.brin}, gemeente {school.municipality}" if is_same else ""
    if address_of(school) and address_of(school) == address_of(location):
        return f"zelfde adres: {school.address}"
    if school.place_id and school.place_id != location.place_id:
        return ""
    if both := words_in_both(location, school):
        here = school.place or school.municipality
        return f"in {here}, en deze woorden staan in beide namen: {_listed(both)}"
    return ""


def twin_reason(one: School, other: School) -> str:
    """Why two schools at one address may be one, in words; empty if not."""
    here = f"zelfde adres ({one.address})"
    is_same_name = not _folded_names(one).isdisjoint(_folded_names(other))
    if is_same_name and (one.brin == other.brin or fold(official(one)) == fold(official(other))):
        return f"zelfde naam, {here}"
    if one.levels and other.levels and set(one.levels).isdisjoint(other.levels):
        return ""
    if _kinds(one) and _kinds(other) and _kinds(one).isdisjoint(_kinds(other)):
        return ""
    if is_same_name:
        return f"zelfde naam, {here}"
    ours, theirs = _telling(one), _telling(other)
    if not (_of_location(one) <= theirs and _of_location(other) <= ours):
        return ""
    is_part = ours <= theirs or theirs <= ours
    if ours and theirs and (ours == theirs or (is_part and len(ours & theirs) > 1)):
        return f"{here}, en deze woorden staan in beide namen: {_listed(ours & theirs)}"
    if ours and theirs and _glued(one) == _glued(other):
        return f"{here}, en bijna dezelfde naam"
    return ""


def telling_words(name: str, *places: Any) -> set[str]:
    """The words of a name that tell a school from others in that place."""
    of_places = {word for place in places for word in fold(str(place)).split()}
    return set(fold(name).split()) - SAYS_NOTHING - of_places


def official(school: School) -> str:
    return school.official_name or school.name


def where(school: School) -> str:
    street = f"{school.address}, " if school.address else ""
    return f"{street}{school.postcode} {school.place or ''}".strip()


def _folded_names(school: School) -> set[str]:
    return {fold(school.name), fold(official(school))}


def _telling(school: School) -> set[str]:
    return telling_words(official(school), school.place, school.municipality)


def _of_location(school: School) -> set[str]:
    """The telling words of what it calls its location: "Parmant Scholen, loc. Helder"."""
    _, *behind = LOCATION.split(official(school))
    return telling_words(" ".join(behind), school.place, school.municipality)


def _kinds(school: School) -> set[str]:
    return KINDS.intersection(fold(school.name).split())


def _glued(school: School) -> str:
    """The telling words in their order, written as one: "Herle College" is "Herlecollege"."""
    of_places = {
        word for place in (school.place, school.municipality) for word in fold(str(place)).split()
    }
    words = [
        word for word in fold(official(school)).split() if word not in SAYS_NOTHING - {"college"}
    ]
    return "".join(word for word in words if word not in of_places)


def words_in_both(location: School, school: School) -> set[str]:
    """The telling words of both names, where the one name says no more than the other."""
    places = location.place, school.municipality
    locations = [telling_words(name, *places) for name in (official(location), location.name)]
    for name in [school.name, school.brand, *(row.name for row in school.former_names.all())]:
        ours = telling_words(name, *places)
        for theirs in locations:
            if ours and theirs and (ours <= theirs or theirs <= ours):
                return ours & theirs
    return set()


def _listed(words: set[str]) -> str:
    return ", ".join(sorted(words))
