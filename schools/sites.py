"""The website of another location with the same BRIN, for a school without one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from schools.models import School

OTHER_LOCATION = "een andere vestiging"


class Location(NamedTuple):
    website: str
    name: str
    place: str | None


@dataclass(frozen=True)
class OtherSite:
    """`owner` describes the location that has the website."""

    url: str
    owner: str


def other_sites(schools: Iterable[School]) -> dict[int, OtherSite]:
    """Map school keys to a website, for schools without one; no query if all have one."""
    without = [school for school in schools if school.brin and not school.website]
    locations = _first_with_site({school.brin for school in without}) if without else {}
    return {
        school.pk: OtherSite(location.website, _owner(location, school))
        for school in without
        if (location := locations.get((school.brin, school.is_example)))
    }


def _first_with_site(brins: set[str]) -> dict[tuple[str, bool], Location]:
    """Map BRIN and `is_example` to the lowest location code with a website (the main location)."""
    locations = School.objects.filter(
        brin__in=brins, published_from__isnull=False, closed_on__isnull=True
    ).exclude(location_code="")
    rows = locations.exclude(website="").order_by("location_code", "pk")
    first: dict[tuple[str, bool], Location] = {}
    for brin, is_example, *location in rows.values_list(
        "brin", "is_example", "website", "name", "place__name"
    ):
        first.setdefault((brin, is_example), Location(*location))
    return first


def _owner(location: Location, school: School) -> str:
    own = (school.name, school.place.name if school.place else None)
    if (location.name, location.place) == own:
        return OTHER_LOCATION
    where = f" in {location.place}" if location.place else ""
    return f"{location.name}{where}, {OTHER_LOCATION}"
