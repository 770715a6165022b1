"""All schools of the country, with their distance from one postcode.

Only a few columns are loaded: a page counts and compares all schools, but shows few.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from news.models import Audience, Event
from partners.models import Offer
from regions.fields.partial_date import PartialDate
from regions.geo.distances import Point, whole_km
from regions.models import Municipality, MunicipalitySuccession, PostcodeArea, Region
from regions.models.geography import is_part_of, part_of
from regions.open_water import OpenWater, open_water
from regions.taking_part import Link, links_by_municipality
from regions.writing.version_cache import cached_per_version
from schools.advice import NOT_KNOWN, WITHOUT_ADVICE, fits_any
from schools.measured_points import measured_point, points_by_postcode
from schools.models import TECHNICAL_PROFILES, Level, School
from schools.rows import former_names_of
from schools.taking_part import RegionName

# Levels without technology as a separate subject.
GENERAL = {Level.HAVO, Level.VWO}
Origin = tuple[PartialDate, str]  # date of the merger, and the old municipality
FOR_PUPILS = {Audience.PRIMARY, Audience.SECONDARY, Audience.PARENTS}


COLUMNS = (
    "pk",
    "open_region__name",
    "open_region__slug",
    "latitude",
    "longitude",
    "address",
    "postcode",
    "folded_name",
    "levels",
    "profiles",
    "profiles_known",
    "profiles_on",
    "municipality_id",
)


@dataclass(frozen=True)
class KnownSchool:
    """The facts of a school that do not depend on the postcode."""

    key: int
    point: Point | None
    measured_to: str  # describes `point`; empty if it is the school's own
    folded_name: str
    levels: list[str]
    profiles: list[str]
    profiles_known: bool
    profiles_on: PartialDate | None
    municipality: int | None
    regions: list[RegionName] = field(default_factory=list)
    # Schools that may be at this location, and levels from a second DUO code.
    may_be: list[KnownSchool] = field(default_factory=list)
    perhaps_also: list[str] = field(default_factory=list)

    def fits_any(self, advices: Sequence[str]) -> bool:
        if fits_any(self.levels, advices):
            return True
        # Levels of a second code are not certain, so the level counts as unknown without them.
        own = [level for level in self.levels if level not in self.perhaps_also]
        return NOT_KNOWN in advices and fits_any(own, [NOT_KNOWN])

    @property
    def technical_profiles(self) -> list[str]:
        return [profile for profile in self.profiles if profile in TECHNICAL_PROFILES]

    @cached_property
    def is_general(self) -> bool:
        """True if it is known to teach only havo and vwo, without technology."""
        levels = set(self.levels)
        has_technology = bool(self.profiles or self.regions or self.may_be)
        return bool(levels) and levels <= GENERAL and not has_technology


class SchoolNear(NamedTuple):
    """A school with its distance, None if the school has no coordinates."""

    known: KnownSchool
    km: float | None = None
    whole_km: int | None = None  # rounded as displayed; limits apply to this value

    def is_within(self, limit: float) -> bool:
        return self.whole_km is not None and self.whole_km <= limit


def schools_from(here: Point | None, home: int, schools: Iterable[KnownSchool]) -> list[SchoolNear]:
    """Sort by whole km; at equal distance, schools without their own coordinates come last.

    `home` is the key of the municipality.

    Schools without a known distance are omitted, except those in the same municipality, which come
    last.
    """
    measured, unmeasured = [], []
    for school in schools:
        if here and school.point:
            km = here.km_to(school.point)
            is_approximate = bool(school.measured_to)
            order = (whole_km(km), is_approximate, km, school.folded_name, school.key)
            measured.append((order, school))
        elif school.municipality == home:
            unmeasured.append((school.folded_name, school.key, school))
    measured.sort()
    unmeasured.sort()
    return [
        *(SchoolNear(school, km, whole) for (whole, _, km, *_), school in measured),
        *(SchoolNear(school) for _, _, school in unmeasured),
    ]


@dataclass(frozen=True)
class Country:
    """The data that all postcode pages share."""

    schools: list[KnownSchool]
    region_count: int
    water: OpenWater
    points: dict[int, list[Point]]  # postcodes by municipality key
    venues: dict[int, list[Point]]  # postcodes by key of a place with events or offers
    codes: dict[int, list[str]]  # postcodes by key of their place
    links: dict[int, list[Link]]  # by municipality key
    origins: dict[int, list[Origin]]  # by municipality key
    former_names: dict[int, str]  # as text, by school key
    visits: dict[int, Event]  # open days and the like, by school key


@cached_per_version
def known_country(on: date) -> Country:
    regions = Region.objects.published(on).exclude_examples().count()
    located = _points()
    return Country(
        schools=_known_schools(on, located.by_code),
        region_count=regions,
        water=open_water(on),
        points=located.by_municipality,
        venues=located.venues,
        codes=located.codes_by_place,
        links=links_by_municipality(on, Municipality.objects.only("pk")),
        origins=_origins(on),
        former_names=former_names_of(list(School.objects.exclude(former_names=None).only("name"))),
        visits=_visits(on),
    )


def _origins(on: date) -> dict[int, list[Origin]]:
    origins: defaultdict[int, list[Origin]] = defaultdict(list)
    successions = MunicipalitySuccession.objects.annotate(in_part=is_part_of("old", "new"))
    for new, old, begin, in_part in successions.order_by("on", "old__name").values_list(
        "new", "old__name", "on", "in_part"
    ):
        if begin.first_day <= on:
            origins[new].append((begin, part_of(old, in_part)))
    return dict(origins)


def _visits(on: date) -> dict[int, Event]:
    """Map school keys to the next open day, or to the next event that is not just for teachers."""
    events = Event.objects.published(on).not_cancelled().upcoming(on).filter(school__isnull=False)
    by_school: defaultdict[int, list[Event]] = defaultdict(list)
    for event in events:
        if event.school_id and (not event.audience or FOR_PUPILS & {*event.audience}):
            by_school[event.school_id].append(event)
    return {
        school: min(events, key=lambda event: "open" not in event.folded_name)
        for school, events in by_school.items()
    }


@dataclass
class LocatedPostcodes:
    """The coordinates of postcodes: all of them, and those of venues by key of their place."""

    by_municipality: dict[int, list[Point]] = field(default_factory=lambda: defaultdict(list))
    venues: dict[int, list[Point]] = field(default_factory=lambda: defaultdict(list))
    by_code: dict[str, Point] = field(default_factory=dict)
    codes_by_place: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))


def _points() -> LocatedPostcodes:
    located = LocatedPostcodes()
    venues = _venues()
    areas = PostcodeArea.objects.with_sure_point().order_by("code")
    for code, latitude, longitude, place, municipality in areas.values_list(
        "code", "latitude", "longitude", "place", "place__municipality"
    ):
        if point := _point(latitude, longitude):
            located.by_code[code] = point
            located.by_municipality[municipality].append(point)
            located.codes_by_place[place].append(code)
            if place in venues:
                located.venues[place].append(point)
    return located


def _venues() -> set[int]:
    """Keys of the places of events and offers."""
    events = Event.objects.exclude(place=None).order_by().values_list("place")
    offers = Offer.objects.exclude(place=None).order_by().values_list("place")
    of_partner = Offer.objects.filter(place=None).exclude(partner__place=None)
    return {
        key for (key,) in events.union(offers, of_partner.order_by().values_list("partner__place"))
    }


def _known_schools(on: date, areas: Mapping[str, Point]) -> list[KnownSchool]:
    by_key: dict[int, KnownSchool] = {}
    schools = School.objects.published(on).not_closed(on).exclude_examples().with_open_regions(on)
    rows: list[tuple[Any, ...]] = list(schools.order_by("pk").values_list(*COLUMNS))
    by_postcode = points_by_postcode(
        (postcode, _point(latitude, longitude))
        for _, _, _, latitude, longitude, address, postcode, *_ in rows
        if address
    )
    for key, region_name, region_slug, latitude, longitude, address, postcode, *row in rows:
        if key not in by_key:
            own, area = _point(latitude, longitude), areas.get(postcode[:4])
            measured = measured_point(own, area, address, postcode, by_postcode)
            by_key[key] = KnownSchool(key, *measured, *row)
        if region_slug:
            by_key[key].regions.append(RegionName(region_name, region_slug))
    for school in by_key.values():
        school.regions.sort()
    _join_locations(by_key)
    return list(by_key.values())


def _join_locations(by_key: dict[int, KnownSchool]) -> None:
    # Attach undecided schools to their possible locations; drop those without coordinates.
    # If that location is not listed itself, add its levels to the school.
    proposed = School.objects.filter(pk__in=by_key, matches__verdict="").order_by("pk")
    for school_key, location_key, levels in proposed.values_list(
        "pk", "matches__location", "matches__location__levels"
    ):
        if (location := by_key.get(location_key)) is not None:
            location.may_be.append(by_key[school_key])
        else:
            school = by_key[school_key]
            known_levels = {*school.levels, *WITHOUT_ADVICE}
            more_levels = [level for level in levels or [] if level not in known_levels]
            school.perhaps_also.extend(more_levels)
            school.levels.extend(more_levels)
    for key in {school.key for location in by_key.values() for school in location.may_be}:
        if by_key[key].point is None:
            del by_key[key]


def _point(latitude: float | None, longitude: float | None) -> Point | None:
    return None if latitude is None or longitude is None else Point(latitude, longitude)
