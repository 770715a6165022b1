"""Schools around a point, in rings of so many km; the list beside it bears the same numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import cos, radians
from typing import Any

from pactdir.map.frame import Cell, Frame
from pactdir.map.labels import Label
from pactdir.map.outlines import Outlines, Shape
from pactdir.map.points import Spot, numbered, place_labels, spots
from regions.geo.distances import KM_PER_DEGREE, Point

WIDTH, EDGE = 500, 22
RINGS = (5, 10, 15)
HALF = 0.5  # km: what is printed as 10 km may lie so much beyond that ring
LEAST_BEND = 25  # a bend of fewer squares is not drawn


@dataclass(frozen=True)
class Ring:
    km: int
    radius: int
    top: int


@dataclass(frozen=True)
class NearbyMap:
    """What `map/_nearby.html` draws: `schools` in the order of the list, with their places.

    A school without a point is not on it and takes no number; `numbers` has those of the others
    by their key. In the list the row of school 3 is to bear the id `school-3`.
    """

    point: Point
    schools: Sequence[Any]
    rings: Iterable[int] = RINGS
    name: str = ""  # of the point: "1703"
    shapes: Mapping[Any, Shape] = field(default_factory=dict)  # municipalities around, by a key

    @cached_property
    def frame(self) -> Frame:
        km = max(self.rings) + HALF
        high = km / KM_PER_DEGREE
        wide = high / cos(radians(self.point.latitude))
        here = self.point
        corners = [
            Point(here.latitude + north * high, here.longitude + east * wide)
            for north, east in ((1, 1), (-1, -1))
        ]
        return Frame.around(corners, WIDTH, WIDTH, EDGE)

    @cached_property
    def _numbered(self) -> list[tuple[int, Any]]:
        return numbered(self.schools)

    @cached_property
    def numbers(self) -> dict[int, int]:
        return {school.pk: number for number, school in self._numbered}

    @cached_property
    def spots(self) -> list[Spot]:
        """Those on the sheet: what lies well beyond the last ring is in the list alone."""
        return spots(self._numbered, self.frame)

    @property
    def labels(self) -> list[Label]:
        return place_labels(self.spots, self.frame)

    @cached_property
    def borders(self) -> str:
        """The outlines of municipalities, as far as they are on the sheet."""
        shown = {key: shape for key, shape in self.shapes.items() if self._may_show(shape)}
        return Outlines(shown, self.frame, LEAST_BEND).borders(
            {key: key for key in shown}, self.frame
        )

    def _may_show(self, shape: Shape) -> bool:
        corners = [corner for outer, *_ in shape for corner in outer]
        wests, souths = [corner[0] for corner in corners], [corner[1] for corner in corners]
        return self.frame.may_cross(
            self.frame.place(min(wests), min(souths)), self.frame.place(max(wests), max(souths))
        )

    @property
    def middle(self) -> Cell:
        return self.frame.cell(self.point)

    @property
    def ring_lines(self) -> list[Ring]:
        y = self.middle[1]
        radii = [(km, self.frame.squares(km)) for km in sorted(self.rings)]
        return [Ring(km, radius, y - radius) for km, radius in radii]

    @property
    def beyond(self) -> int:
        """How many schools of the list are not drawn."""
        return len(self.schools) - sum(len(spot.schools) for spot in self.spots)
