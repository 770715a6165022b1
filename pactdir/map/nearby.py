"""The map of schools around a point, with rings at fixed distances."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import cos, radians
from typing import Any

from pactdir.map.labels import Label
from pactdir.map.markers import Marker, label_places, number_schools, place_markers
from pactdir.map.outlines import Outlines, Shape
from pactdir.map.viewport import XY, Viewport
from regions.geo.distances import KM_PER_DEGREE, Point

WIDTH, MARGIN = 500, 22
RING_DISTANCES = (5, 10, 15)  # km
ROUNDING = 0.5  # km: a school listed at 10 km can lie this far beyond that ring
MIN_AREA = 25  # see Outlines


@dataclass(frozen=True)
class Ring:
    km: int
    radius: int
    top: int


@dataclass(frozen=True)
class NearbyMap:
    """The data for `map/_nearby.html`.

    `schools` are in the order of the list, with their places. A school without a point is not on
    the map and gets no number. The row of school 3 in the list has the id `school-3`.
    """

    point: Point
    schools: Sequence[Any]
    rings: Iterable[int] = RING_DISTANCES
    name: str = ""  # label of the point: "1703"
    # borders of the municipalities around it
    shapes: Mapping[Any, Shape] = field(default_factory=dict)

    @cached_property
    def viewport(self) -> Viewport:
        height = (max(self.rings) + ROUNDING) / KM_PER_DEGREE
        width = height / cos(radians(self.point.latitude))
        corners = [
            Point(self.point.latitude + sign * height, self.point.longitude + sign * width)
            for sign in (1, -1)
        ]
        return Viewport.around(corners, WIDTH, WIDTH, MARGIN)

    @cached_property
    def _numbered_schools(self) -> list[tuple[int, Any]]:
        return number_schools(self.schools)

    @cached_property
    def numbers(self) -> dict[int, int]:
        return {school.pk: number for number, school in self._numbered_schools}

    @cached_property
    def markers(self) -> list[Marker]:
        return place_markers(self._numbered_schools, self.viewport)

    @property
    def labels(self) -> list[Label]:
        return label_places(self.markers, self.viewport, [self.centre])

    @cached_property
    def borders(self) -> str:
        nearby = {key: shape for key, shape in self.shapes.items() if self._is_near(shape)}
        outlines = Outlines(nearby, self.viewport, MIN_AREA)
        return outlines.borders({key: key for key in nearby}, self.viewport)

    def _is_near(self, shape: Shape) -> bool:
        corners = [corner for outer, *_ in shape for corner in outer]
        longitudes, latitudes = [corner[0] for corner in corners], [corner[1] for corner in corners]
        return self.viewport.may_intersect(
            self.viewport.project_degrees(min(longitudes), min(latitudes)),
            self.viewport.project_degrees(max(longitudes), max(latitudes)),
        )

    @property
    def centre(self) -> XY:
        return self.viewport.project(self.point)

    @property
    def ring_lines(self) -> list[Ring]:
        y = self.centre[1]
        radii = [(km, self.viewport.units(km)) for km in sorted(self.rings)]
        return [Ring(km, radius, y - radius) for km, radius in radii]

    @property
    def has_shared(self) -> bool:
        return any(len(marker.schools) > 1 for marker in self.markers)

    @property
    def has_numbers(self) -> bool:
        return any(len(marker.schools) == 1 for marker in self.markers)

    @property
    def unplaced_count(self) -> int:
        return len(self.schools) - sum(len(marker.schools) for marker in self.markers)
