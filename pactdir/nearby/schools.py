"""The schools of the country as seen from one postcode: how far each is, and what it is known for.

A school costs no more here than one row of a few columns: a page shows few of them in full, but
has to count and to compare all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from news.models import Audience, Event
from regions.fields.partial_date import PartialDate
from regions.geo.distances import Point, whole_km
from regions.models import Municipality, MunicipalitySuccession, PostcodeArea, Region
from regions.models.geography import is_part_of, part_of
from regions.open_water import OpenWater, open_water
from regions.taking_part import Link, links_by_municipality
from regions.writing.version_cache import cached_per_version
from schools.advice import OF_NO_ADVICE
from schools.models import Level, School
from schools.rows import former_names_of
from schools.taking_part import RegionName

# Where no technology is taught as a subject of its own, as far as a level says so.
GENERAL = {Level.HAVO, Level.VWO}
Origin = tuple[PartialDate, str]  # since when, and the municipality that it was before
FOR_PUPILS = {Audience.PRIMARY, Audience.SECONDARY, Audience.PARENTS}


COLUMNS = (
    "pk",
    "open_region__name",
    "open_region__slug",
    "latitude",
    "longitude",
    "area_latitude",
    "area_longitude",
    "folded_name",
    "levels",
    "profiles",
    "profiles_known",
    "profiles_on",
    "postcode",
    "municipality_id",
)


@dataclass(frozen=True)
class KnownSchool:
    """What counts of a school from wherever one looks."""

    key: int
    folded_name: str
    point: Point | None
    by_postcode: bool  # whether that is the point of its postcode
    levels: list[str]
    profiles: list[str]
    profiles_known: bool
    profiles_on: PartialDate | None
    postcode: str
    municipality: int | None
    regions: list[RegionName] = field(default_factory=list)
    # The schools of which it may be the location, and what a second code adds to its levels.
    may_be: list[KnownSchool] = field(default_factory=list)
    perhaps_also: list[str] = field(default_factory=list)

    @cached_property
    def is_general(self) -> bool:
        """Known for havo and vwo alone, and for nothing of technology. Unknown is not that."""
        levels = set(self.levels)
        is_told = bool(self.profiles or self.regions or self.may_be)
        return bool(levels) and levels <= GENERAL and not is_told


class SchoolNear(NamedTuple):
    """One school from one postcode; the distance is not known where the school has no point."""

    known: KnownSchool
    km: float | None = None
    whole_km: int | None = None  # as printed; by this a distance keeps a limit

    def is_within(self, limit: float) -> bool:
        return self.whole_km is not None and self.whole_km <= limit


def schools_from(here: Point | None, home: int, schools: Iterable[KnownSchool]) -> list[SchoolNear]:
    """Every one of these schools, the nearest first; `home` is the key of the municipality.

    Of those whose distance is not known only the ones of the same municipality, last of all.
    """
    measured, apart = [], []
    for school in schools:
        if here and school.point:
            km = here.km_to(school.point)
            measured.append((km, school.folded_name, school.key, school))
        elif school.municipality == home:
            apart.append((school.folded_name, school.key, school))
    measured.sort()
    apart.sort()
    return [
        *(SchoolNear(school, km, whole_km(km)) for km, _, _, school in measured),
        *(SchoolNear(school) for _, _, school in apart),
    ]


@dataclass(frozen=True)
class Country:
    """What counts wherever one looks from."""

    schools: list[KnownSchool]
    region_count: int
    water: OpenWater
    points: dict[int, list[Point]]  # of the postcodes in each municipality, by its key
    venues: dict[int, list[Point]]  # of the postcodes of each place that an event names, by its key
    links: dict[int, list[Link]]  # of each municipality that has any, by its key
    origins: dict[int, list[Origin]]  # of each municipality that had any, by its key
    former_names: dict[int, str]  # in words, by the key of the school
    visits: dict[int, Event]  # when pupils can go and look, by the key of the school


@cached_per_version
def known_country(on: date) -> Country:
    """Every real school that is open that day, the number of real regions, and the water."""
    regions = Region.objects.published(on).real().count()
    points, venues = _points()
    return Country(
        schools=_known_schools(on),
        region_count=regions,
        water=open_water(on),
        points=points,
        venues=venues,
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
    """Of each school the next open day, else the next event that is not for teachers alone."""
    events = Event.objects.published(on).going_on().coming(on).filter(school__isnull=False)
    by_school: defaultdict[int, list[Event]] = defaultdict(list)
    for event in events:
        if event.school_id and (not event.audience or FOR_PUPILS & {*event.audience}):
            by_school[event.school_id].append(event)
    return {
        school: min(events, key=lambda event: "open" not in event.folded_name)
        for school, events in by_school.items()
    }


def _points() -> tuple[dict[int, list[Point]], dict[int, list[Point]]]:
    """Of all postcodes, by municipality; and of those where events are, by place."""
    venues = set(Event.objects.filter(place__isnull=False).values_list("place", flat=True))
    of_towns: defaultdict[int, list[Point]] = defaultdict(list)
    of_venues: defaultdict[int, list[Point]] = defaultdict(list)
    areas = PostcodeArea.objects.with_sure_point().order_by()
    for latitude, longitude, place, municipality in areas.values_list(
        "latitude", "longitude", "place", "place__municipality"
    ):
        if point := _point(latitude, longitude):
            of_towns[municipality].append(point)
            if place in venues:
                of_venues[place].append(point)
    return dict(of_towns), dict(of_venues)


def _known_schools(on: date) -> list[KnownSchool]:
    by_key: dict[int, KnownSchool] = {}
    rows = School.objects.published(on).not_closed(on).real().with_points(on)
    for key, region_name, region_slug, *row in rows.order_by().values_list(*COLUMNS):
        if key not in by_key:
            by_key[key] = _known(key, *row)
        if region_slug:
            by_key[key].regions.append(RegionName(region_name, region_slug))
    for school in by_key.values():
        school.regions.sort()
    _join_locations(by_key)
    return list(by_key.values())


def _join_locations(by_key: dict[int, KnownSchool]) -> None:
    """Beside each location the school it may be; one of which no more is known shows as those.

    Of a location that is no row of its own meanwhile the school it may be has the levels too.
    """
    proposed = School.objects.filter(pk__in=by_key, matches__verdict="").order_by("pk")
    for ours, key, levels in proposed.values_list(
        "pk", "matches__location", "matches__location__levels"
    ):
        if (location := by_key.get(key)) is not None:
            location.may_be.append(by_key[ours])
        else:
            known = {*by_key[ours].levels, *OF_NO_ADVICE}
            more = [level for level in levels or [] if level not in known]
            by_key[ours].perhaps_also.extend(more)
            by_key[ours].levels.extend(more)
    for ours in {school.key for location in by_key.values() for school in location.may_be}:
        if by_key[ours].point is None:
            del by_key[ours]


def _known(
    key: int,
    latitude: float | None,
    longitude: float | None,
    area_latitude: float | None,
    area_longitude: float | None,
    folded_name: str,
    *row: Any,
) -> KnownSchool:
    own = _point(latitude, longitude)
    point = own or _point(area_latitude, area_longitude)
    return KnownSchool(key, folded_name, point, own is None, *row)


def _point(latitude: float | None, longitude: float | None) -> Point | None:
    return None if latitude is None or longitude is None else Point(latitude, longitude)
