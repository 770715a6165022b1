"""Facts from the database that pages must not contradict."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from pactdir.models import SchoolMatch
from regions.models import Agreement, Municipality, Region
from regions.names.folding import fold
from schools.models import School


@dataclass(frozen=True)
class KnownSchool:
    place: str = ""
    municipality: str = ""
    street: str = ""
    postcode: str = ""
    official_name: str = ""
    is_open: bool = True
    has_namesake: bool = False  # in the same place, at another address


@dataclass(frozen=True)
class Facts:
    today: date
    regions: frozenset[str] = frozenset()
    # Regions whose last known agreement has ended, with the label of that state.
    passed: dict[str, str] = field(default_factory=dict)
    signed: frozenset[str] = frozenset()  # according to a source
    examples: frozenset[str] = frozenset()  # names of invented rows
    example_addresses: frozenset[str] = frozenset()
    schools: dict[str, KnownSchool] = field(default_factory=dict)  # by address
    # Streets of locations that await an editor's decision, by URL of the school.
    waiting: dict[str, set[str]] = field(default_factory=dict)


def named_in(text: str, names: frozenset[str]) -> set[str]:
    return set(_any_of(names).findall(text)) if names else set()


@cache
def _any_of(names: frozenset[str]) -> re.Pattern[str]:
    # Longest first, so that a name inside a longer one is not matched.
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile("|".join(rf"\b{re.escape(name)}(?!\w)" for name in longest_first))


def facts_on(day: date) -> Facts:
    regions = list(Region.objects.published(day).prefetch_related("agreements"))
    examples: list[Region | School | Municipality] = [
        *Region.objects.filter(is_example=True),
        *School.objects.filter(is_example=True),
        *Municipality.objects.filter(is_example=True),
    ]
    return Facts(
        today=day,
        regions=frozenset(region.name for region in regions),
        passed=_passed(regions, day),
        signed=frozenset(region.name for region in regions if _is_signed(region)),
        examples=frozenset(row.name for row in examples),
        example_addresses=frozenset(row.get_absolute_url() for row in examples),
        schools=_schools(day),
        waiting=_waiting(),
    )


def _passed(regions: list[Region], day: date) -> dict[str, str]:
    latest = {region.name: region.agreement_on(day) for region in regions}
    return {
        name: agreement.end_in_words or f"beëindigd: {agreement.terminated}"
        for name, agreement in latest.items()
        if agreement and has_ended(agreement, day)
    }


def has_ended(agreement: Agreement, day: date) -> bool:
    ended = agreement.terminated and agreement.terminated.first_day <= day
    return bool(ended or (agreement.ends and agreement.ends.last_day < day))


def _waiting() -> dict[str, set[str]]:
    matches = SchoolMatch.objects.undecided().exclude(location=None)
    streets: defaultdict[str, set[str]] = defaultdict(set)
    for match in matches.select_related("school", "location"):
        if match.location and match.location.address:
            streets[match.school.get_absolute_url()].add(match.location.address)
    return dict(streets)


def _is_signed(region: Region) -> bool:
    return any(agreement.is_signed for agreement in region.agreements.all())


def _schools(day: date) -> dict[str, KnownSchool]:
    schools = School.objects.published(day).select_related("place", "municipality")
    streets: defaultdict[tuple[str, int | None], set[str]] = defaultdict(set)
    for school in schools:
        streets[school.folded_name, school.place_id].add(school.address)
    return {
        school.get_absolute_url(): KnownSchool(
            fold(school.place.name) if school.place else "",
            school.municipality.name if school.municipality else "",
            school.address,
            school.postcode,
            school.official_name,
            not school.is_closed(day),
            len(streets[school.folded_name, school.place_id]) > 1,
        )
        for school in schools
    }
