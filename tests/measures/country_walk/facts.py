"""What the database knows that a page may not contradict."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from pactdir.models import SchoolMatch
from regions.folding import fold
from regions.models import Agreement, Municipality, Region
from schools.models import School


@dataclass(frozen=True)
class KnownSchool:
    place: str = ""
    municipality: str = ""
    street: str = ""
    postcode: str = ""
    official_name: str = ""
    is_open: bool = True


@dataclass(frozen=True)
class Facts:
    today: date
    regions: frozenset[str] = frozenset()
    # Those whose last agreement has ended, as far as anyone knows, with the words of that end.
    passed: dict[str, str] = field(default_factory=dict)
    signed: frozenset[str] = frozenset()  # of which a source says so
    examples: frozenset[str] = frozenset()  # names of what is invented
    example_addresses: frozenset[str] = frozenset()
    schools: dict[str, KnownSchool] = field(default_factory=dict)  # by address
    waiting: frozenset[str] = frozenset()  # addresses of schools with a proposal to decide on


def facts_on(day: date) -> Facts:
    regions = list(Region.objects.published(day).prefetch_related("agreements"))
    latest = {region.name: region.agreement_on(day) for region in regions}
    schools = School.objects.published(day).select_related("place", "municipality")
    examples: list[Region | School | Municipality] = [
        *Region.objects.filter(is_example=True),
        *School.objects.filter(is_example=True),
        *Municipality.objects.filter(is_example=True),
    ]
    return Facts(
        day,
        frozenset(latest),
        {
            name: agreement.end_in_words or f"beëindigd: {agreement.terminated}"
            for name, agreement in latest.items()
            if agreement and has_ended(agreement, day)
        },
        frozenset(
            region.name
            for region in regions
            if any(one.is_signed for one in region.agreements.all())
        ),
        frozenset(row.name for row in examples),
        frozenset(row.get_absolute_url() for row in examples),
        {school.get_absolute_url(): _known(school, day) for school in schools},
        frozenset(
            match.school.get_absolute_url()
            for match in SchoolMatch.objects.undecided().select_related("school")
        ),
    )


def has_ended(agreement: Agreement, day: date) -> bool:
    ended = agreement.terminated and agreement.terminated.first_day <= day
    return bool(ended or (agreement.ends and agreement.ends.last_day < day))


def _known(school: School, day: date) -> KnownSchool:
    return KnownSchool(
        fold(school.place.name) if school.place else "",
        school.municipality.name if school.municipality else "",
        school.address,
        school.postcode,
        school.official_name,
        not school.is_closed(day),
    )
