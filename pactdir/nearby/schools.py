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
from typing import Any

from news.models import Event
from regions.geo.distances import Point, is_within, point_of
from regions.models import PostcodeArea, Region
from regions.open_water import OpenWater, open_water
from regions.writing.version_cache import cached_per_version
from schools.advice import OF_NO_ADVICE
from schools.models import Level, School
from schools.taking_part import RegionName

# Where no technology is taught as a subject of its own, as far as a level says so.
GENERAL = {Level.HAVO, Level.VWO}


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


@dataclass
class SchoolNear:
    """One school from one postcode; `km` is not known where the school has no point."""

    known: KnownSchool
    km: float | None

    def is_within(self, limit: float) -> bool:
        return self.km is not None and is_within(self.km, limit)

    @property
    def order(self) -> tuple[bool, float, str, int]:
        return (self.km is None, self.km or 0.0, self.known.folded_name, self.known.key)


def schools_from(here: Point | None, home: int, schools: Iterable[KnownSchool]) -> list[SchoolNear]:
    """Every one of these schools, the nearest first; `home` is the key of the municipality.

    Of those whose distance is not known only the ones of the same municipality, last of all.
    """
    found = []
    for one in schools:
        km = here.km_to(one.point) if here and one.point else None
        if km is not None or one.municipality == home:
            found.append(SchoolNear(one, km))
    return sorted(found, key=lambda one: one.order)


@dataclass(frozen=True)
class Country:
    """What counts wherever one looks from."""

    schools: list[KnownSchool]
    region_count: int
    water: OpenWater
    points: dict[int, list[Point]]  # of the postcodes in each municipality, by its key
    venues: dict[int, list[Point]]  # of the postcodes of each place that an event names, by its key


@cached_per_version
def known_country(on: date) -> Country:
    """Every real school that is open that day, the number of real regions, and the water."""
    regions = Region.objects.published(on).real().count()
    return Country(_known_schools(on), regions, open_water(on), *_points())


def _points() -> tuple[dict[int, list[Point]], dict[int, list[Point]]]:
    """Of all postcodes, by municipality; and of those where events are, by place."""
    venues = set(Event.objects.filter(place__isnull=False).values_list("place", flat=True))
    of_towns: defaultdict[int, list[Point]] = defaultdict(list)
    of_venues: defaultdict[int, list[Point]] = defaultdict(list)
    for area in PostcodeArea.objects.with_sure_point().select_related("place"):
        if point := point_of(area):
            of_towns[area.place.municipality_id].append(point)
            if area.place_id in venues:
                of_venues[area.place_id].append(point)
    return dict(of_towns), dict(of_venues)


def _known_schools(on: date) -> list[KnownSchool]:
    found: dict[int, KnownSchool] = {}
    schools = School.objects.published(on).not_closed(on).real().with_points(on)
    for key, region_name, region_slug, *row in schools.order_by().values_list(*COLUMNS):
        if key not in found:
            found[key] = _known(key, *row)
        if region_slug:
            found[key].regions.append(RegionName(region_name, region_slug))
    for one in found.values():
        one.regions.sort()
    _tell_locations(found)
    return list(found.values())


def _tell_locations(found: dict[int, KnownSchool]) -> None:
    """Beside each location the school it may be; one of which no more is known shows as those.

    Of a location that is no row of its own meanwhile the school it may be has the levels too.
    """
    asked = School.objects.filter(pk__in=found, matches__verdict="").order_by("pk")
    for ours, key, levels in asked.values_list(
        "pk", "matches__location", "matches__location__levels"
    ):
        if (location := found.get(key)) is not None:
            location.may_be.append(found[ours])
        else:
            known = {*found[ours].levels, *OF_NO_ADVICE}
            more = [level for level in levels or [] if level not in known]
            found[ours].perhaps_also.extend(more)
            found[ours].levels.extend(more)
    for ours in {one.key for location in found.values() for one in location.may_be}:
        if found[ours].point is None:
            del found[ours]


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
