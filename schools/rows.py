"""What rows of a list say of their schools, gathered before the page renders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from regions.directory import slug_url
from schools import level_words
from schools.locations import undecided
from schools.models import School, SchoolName
from schools.naming import names_before
from schools.taking_part import RegionName, regions_of


@dataclass(frozen=True)
class SchoolRow:
    """Names what it shares with `School` alike: `_school_row.html` takes either."""

    pk: int
    slug: str
    label: str
    name_and_place: str
    where: str
    address: str
    postcode: str
    levels_basis: str
    levels_in_line: str
    former_names_in_words: str
    regions: list[RegionName]
    is_awaiting: bool  # which of DUO's locations it is
    may_take_part: bool  # as the location of a school that does

    def get_absolute_url(self) -> str:
        return slug_url("schools:detail", self.slug)


def school_rows(schools: Sequence[School], on: date) -> list[SchoolRow]:
    """Of schools with their place and municipality."""
    if not schools:
        return []
    waiting = undecided(on)
    ours = {school.pk: waiting.schools_by_location.get(school.pk, []) for school in schools}
    regions = regions_of({*ours, *(key for keys in ours.values() for key in keys)}, on)
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
            levels_basis=school.levels_basis,
            levels_in_line=level_words.in_line(school),
            former_names_in_words=former_names.get(school.pk, ""),
            regions=regions.get(school.pk, []),
            is_awaiting=school.pk in waiting.awaiting,
            may_take_part=any(key in regions for key in ours[school.pk]),
        )
        for school in schools
    ]


def former_names_of(schools: Collection[School]) -> dict[int, str]:
    """In words, by the key of each school that had another name."""
    names: defaultdict[int, list[str]] = defaultdict(list)
    rows = SchoolName.objects.filter(school__in=[school.pk for school in schools])
    for key, name in rows.values_list("school", "name"):
        names[key].append(name)
    return {
        school.pk: names_before(school.name, names[school.pk])
        for school in schools
        if school.pk in names
    }
