"""Schools that still have to be matched to one of DUO's locations.

Proposals wait for an editor; they are read by the reverse relations `matches` and `proposed_as`
(pactdir/models/school_matches.py). The school and the locations do exist: only which location it is
remains uncertain. There are few, so their keys are cached, and most pages need no query.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from regions.writing.version_cache import cached_per_version
from schools.models import School
from schools.taking_part import RegionName, regions_of


@dataclass(frozen=True)
class Undecided:
    """Maps between keys of schools and of their proposed locations."""

    schools_by_location: dict[int, list[int]]
    locations_by_school: dict[int, list[int]]
    # Schools with at least one published proposed location.
    awaiting: frozenset[int]


@dataclass(frozen=True)
class Candidate:
    """A school that may be at a location, with its regions on that date."""

    school: School
    regions: list[RegionName]


@cached_per_version
def undecided(on: date) -> Undecided:
    schools_by_location, locations_by_school = defaultdict(list), defaultdict(list)
    awaiting = set()
    proposed = School.objects.filter(matches__verdict="", matches__location__isnull=False)
    for school, location, published_from in proposed.order_by("pk").values_list(
        "pk", "matches__location", "matches__location__published_from"
    ):
        schools_by_location[location].append(school)
        locations_by_school[school].append(location)
        if published_from is not None:
            awaiting.add(school)
    return Undecided(dict(schools_by_location), dict(locations_by_school), frozenset(awaiting))


def candidates(locations: Iterable[School], on: date) -> dict[int, list[Candidate]]:
    """Map location keys to the published schools that may be there, sorted by name."""
    waiting = undecided(on).schools_by_location
    keys_of = {school.pk: waiting[school.pk] for school in locations if school.pk in waiting}
    if not keys_of:
        return {}
    keys = {key for keys in keys_of.values() for key in keys}
    regions = regions_of(keys, on)
    schools = School.objects.published(on).filter(pk__in=keys).order_by("folded_name", "pk")
    by_key = {school.pk: Candidate(school, regions.get(school.pk, [])) for school in schools}
    return {
        location: [candidate for key, candidate in by_key.items() if key in keys]
        for location, keys in keys_of.items()
    }


def locations_of(school: School, on: date) -> list[School]:
    if not (keys := undecided(on).locations_by_school.get(school.pk)):
        return []
    return list(School.objects.filter(pk__in=keys).order_by("brin", "location_code"))
