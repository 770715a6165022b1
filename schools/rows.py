"""The rows of school lists, loaded before the page renders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from regions.directory import slug_url
from regions.fields.partial_date import PartialDate
from regions.names.folding import fold
from schools import level_words
from schools.locations import undecided
from schools.models import School, SchoolName
from schools.naming import former_names_text
from schools.taking_part import RegionName, regions_of


@dataclass(frozen=True)
class SchoolRow:
    """Has the attributes of `School` that `_school_row.html` uses, which takes either."""

    pk: int
    slug: str
    label: str
    name_and_place: str
    where: str
    address: str
    postcode: str
    levels: list[str]
    levels_basis: str
    levels_in_line: str
    profiles: list[str]
    profiles_known: bool
    profiles_basis: str
    profiles_on: PartialDate | None
    former_names_in_words: str
    regions: list[RegionName]
    is_awaiting: bool  # awaiting a decision on which of DUO's locations it is
    may_take_part: bool  # set if it is the location of a participating school
    found_as: str = ""  # DUO's name for it, if only that one matches the search

    def get_absolute_url(self) -> str:
        return slug_url("schools:detail", self.slug)


def school_rows(schools: Sequence[School], on: date, name: str = "") -> list[SchoolRow]:
    """Expects schools loaded with their place and municipality; `name` is the search text."""
    if not schools:
        return []
    waiting = undecided(on)
    possible = {school.pk: waiting.schools_by_location.get(school.pk, []) for school in schools}
    regions = regions_of({*possible, *(key for keys in possible.values() for key in keys)}, on)
    former_names = former_names_of(schools)
    return [
        SchoolRow(
            pk=school.pk,
            slug=school.slug,
            label=school.label,
            name_and_place=school.name_and_place,
            where=school.where,
            address=school.address,
            postcode=school.postcode,
            levels=school.levels,
            levels_basis=school.levels_basis,
            levels_in_line=level_words.in_line(school),
            profiles=school.profiles,
            profiles_known=school.profiles_known,
            profiles_basis=school.profiles_basis,
            profiles_on=school.profiles_on,
            former_names_in_words=former_names.get(school.pk, ""),
            regions=regions.get(school.pk, []),
            is_awaiting=school.pk in waiting.awaiting,
            may_take_part=any(key in regions for key in possible[school.pk]),
            found_as=_found_as(fold(name), school, former_names.get(school.pk, "")),
        )
        for school in schools
    ]


def _found_as(folded: str, school: School, former_names: str) -> str:
    if not folded or any(folded in fold(text) for text in (school.name, former_names)):
        return ""
    is_official = folded in fold(school.official_name) and folded not in fold(school.where)
    return school.official_name if is_official else ""


def former_names_of(schools: Collection[School]) -> dict[int, str]:
    """Map school keys to their former names as text."""
    names: defaultdict[int, list[str]] = defaultdict(list)
    rows = SchoolName.objects.filter(school__in=[school.pk for school in schools])
    for key, name in rows.values_list("school", "name"):
        names[key].append(name)
    return {
        school.pk: former_names_text(school.name, names[school.pk])
        for school in schools
        if school.pk in names
    }
