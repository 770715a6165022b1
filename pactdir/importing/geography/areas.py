"""Derives coordinates, provinces and adjacency from boundaries.

Distances are measured in a plane in km: the country is small enough to use a single scale for a
degree. Shapely, with numpy, is imported at the first boundary, since the site itself does not need
it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from math import cos, radians
from typing import TYPE_CHECKING, Any

from django.utils.functional import SimpleLazyObject

from regions.geo.distances import KM_PER_DEGREE, Point

if TYPE_CHECKING:
    import shapely
    from shapely.geometry.base import BaseGeometry
else:
    shapely = SimpleLazyObject(lambda: import_module("shapely"))

MIDDLE_LATITUDE = 52.2  # degrees; the latitude of the middle of the country
KM_PER_DEGREE_EAST = KM_PER_DEGREE * cos(radians(MIDDLE_LATITUDE))
# Simplified boundaries of neighbours share their vertices, up to rounding (ten metres).
TOUCHING_KM = 0.03
DECIMALS = 5  # a metre


@dataclass(frozen=True)
class Area:
    code: str  # CBS code: "GM0361", "PV27"
    name: str
    province: str  # the code of its province, if the file has it
    plane: BaseGeometry
    line: int = 0  # number of the feature in the file

    @cached_property
    def point(self) -> Point:
        """A point in the middle of the widest part, if the boundary is valid."""
        inside = shapely.point_on_surface(self.plane)
        return Point(
            round(inside.y / KM_PER_DEGREE, DECIMALS),
            round(inside.x / KM_PER_DEGREE_EAST, DECIMALS),
        )

    def contains(self, point: Point) -> bool:
        return self.plane.distance(_in_plane(point)) == 0


def _in_plane(point: Point) -> shapely.Point:
    return shapely.Point(point.longitude * KM_PER_DEGREE_EAST, point.latitude * KM_PER_DEGREE)


def plane_of(shape: Sequence[Any]) -> BaseGeometry:
    """The polygons of a `Boundary.shape` in km; invalid boundaries are repaired."""
    polygons = shapely.MultiPolygon([(polygon[0], polygon[1:]) for polygon in shape])
    in_km = shapely.transform(
        polygons, lambda degrees: degrees * (KM_PER_DEGREE_EAST, KM_PER_DEGREE)
    )
    return in_km if in_km.is_valid else shapely.make_valid(in_km)


class Areas:
    """Finds the area around a point, or the nearest one."""

    def __init__(self, areas: Sequence[Area]) -> None:
        self.areas = list(areas)
        self.tree = shapely.STRtree([area.plane for area in self.areas])

    def around(self, point: Point, within_km: float = 0.0) -> Area | None:
        place = _in_plane(point)
        numbers = self.tree.query(place, predicate="dwithin", distance=within_km)
        candidates = [self.areas[number] for number in numbers]
        return min(
            candidates, key=lambda area: (area.plane.distance(place), area.code), default=None
        )

    def touching(self) -> Iterator[tuple[Area, Area]]:
        """Pairs of codes of areas whose boundaries touch, in both directions.

        A shared corner counts, water between two areas does not.
        """
        if not self.areas:
            return
        planes = [area.plane for area in self.areas]
        pairs = self.tree.query(planes, predicate="dwithin", distance=TOUCHING_KM)
        touching = [(self.areas[a], self.areas[b]) for a, b in pairs.T if a != b]
        yield from sorted(touching, key=lambda pair: (pair[0].code, pair[1].code))
