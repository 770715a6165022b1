"""Where a school without a site of its own is best looked up: at another location of its BRIN."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from schools.models import School

ANOTHER = "een andere vestiging"


class Location(NamedTuple):
    website: str
    name: str
    place: str | None


@dataclass(frozen=True)
class OtherSite:
    """The site of another location, and whose that is in words."""

    address: str
    owner: str


def other_sites(schools: Iterable[School]) -> dict[int, OtherSite]:
    """By the key of each school without a site; no query where all have one."""
    without = [school for school in schools if school.brin and not school.website]
    locations = _first_with_site({school.brin for school in without}) if without else {}
    return {
        school.pk: OtherSite(location.website, _owner(location, school))
        for school in without
        if (location := locations.get((school.brin, school.is_example)))
    }


def _first_with_site(brins: set[str]) -> dict[tuple[str, bool], Location]:
    """The first by number, for the main location has the lowest."""
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
    """By its name, unless it is called as this school is."""
    own = (school.name, school.place.name if school.place else None)
    if (location.name, location.place) == own:
        return ANOTHER
    where = f" in {location.place}" if location.place else ""
    return f"{location.name}{where}, {ANOTHER}"
