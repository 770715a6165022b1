"""Schools of ours of which the location is not decided, and the locations that each may be.

What waits for an editor is read by the reverse relations `matches` and `proposed_as`
(pactdir/models/school_matches.py): only which location is meant is uncertain, not that they exist.
There are few of these, so which they are is cached, and most pages ask nothing more.
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
    """Keys of schools of ours and of locations that wait for a decision."""

    schools_by_location: dict[int, list[int]]
    locations_by_school: dict[int, list[int]]
    # Of ours, those that may be a location with a page of its own.
    awaiting: frozenset[int]


@dataclass(frozen=True)
class Candidate:
    """A school of ours that a location may be, with the regions it takes part in that day."""

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
    """By the key of a location: the published schools it may be, by name."""
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
    """The locations one of which this school may be, also those that are no page of their own."""
    if not (keys := undecided(on).locations_by_school.get(school.pk)):
        return []
    return list(School.objects.filter(pk__in=keys).order_by("brin", "location_code"))
