"""The schools of the country as seen from one postcode: how far each is, and what it is known for.

A school costs no more here than one row of a few columns: a page shows few of them in full, but
has to count and to compare all of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from regions.geo import Point, point_of
from regions.models import PostcodeArea
from schools.models import Level, School

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
    "place_id",
    "municipality_id",
)


@dataclass(frozen=True, order=True)
class RegionName:
    """A region by its name and address."""

    name: str
    slug: str


@dataclass
class SchoolNear:
    """One school; `km` is not known where the school has no point."""

    key: int
    folded_name: str
    km: float | None
    by_postcode: bool
    levels: list[str]
    profiles: list[str]
    profiles_known: bool
    postcode: str
    place: int | None
    municipality: int | None
    regions: list[RegionName] = field(default_factory=list)

    @property
    def order(self) -> tuple[bool, float, str, int]:
        return (self.km is None, self.km or 0.0, self.folded_name, self.key)

    @property
    def is_general(self) -> bool:
        """Known for havo and vwo alone, and for nothing of technology. Unknown is not that."""
        levels = set(self.levels)
        return bool(levels) and levels <= GENERAL and not self.profiles and not self.regions


def schools_from(area: PostcodeArea, day: date) -> list[SchoolNear]:
    """Every real school that is open that day, the nearest first; one query.

    Of those whose distance is not known only the ones of the same municipality, last of all.
    """
    here = point_of(area)
    found: dict[int, SchoolNear] = {}
    for key, region_name, region_slug, *row in _rows(day):
        if key not in found:
            found[key] = _seen_from(here, key, *row)
        if region_slug:
            found[key].regions.append(RegionName(region_name, region_slug))
    home = area.place.municipality_id
    at_hand = [one for one in found.values() if one.km is not None or one.municipality == home]
    for one in at_hand:
        one.regions.sort()
    return sorted(at_hand, key=lambda one: one.order)


def _rows(day: date) -> Iterable[tuple]:
    schools = School.objects.published(day).not_closed(day).real().with_points(day)
    return schools.order_by().values_list(*COLUMNS)


def _seen_from(
    here: Point | None,
    key: int,
    latitude: float | None,
    longitude: float | None,
    area_latitude: float | None,
    area_longitude: float | None,
    folded_name: str,
    *row: object,
) -> SchoolNear:
    own = _point(latitude, longitude)
    there = own or _point(area_latitude, area_longitude)
    km = here.km_to(there) if here and there else None
    return SchoolNear(key, folded_name, km, own is None, *row)  # type: ignore[arg-type]


def _point(latitude: float | None, longitude: float | None) -> Point | None:
    return None if latitude is None or longitude is None else Point(latitude, longitude)
