"""From degrees to the squared paper a map is drawn on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians
from typing import Self

from regions.geo.distances import KM_PER_DEGREE, Point

Cell = tuple[int, int]

# In the middle of the country a degree of longitude is this part of one of latitude; over 300 km
# the difference cannot be seen.
NARROWING = cos(radians(52.15))


@dataclass(frozen=True)
class Frame:
    """A sheet of whole squares, west and north at its upper left corner."""

    west: float
    north: float
    scale: float  # squares in a degree of latitude
    width: int
    height: int

    @classmethod
    def around(
        cls, points: Iterable[Point], width: int, height: int, edge: int = 0, least_km: float = 0
    ) -> Self:
        """All these points in the middle of the sheet, as large as they go; `edge` stays free.

        A single point would be drawn larger than life: the sheet is at least so many km across.
        """
        there = list(points) or [Point(52.15, 5.4)]
        easts = [point.longitude * NARROWING for point in there]
        norths = [point.latitude for point in there]
        least = least_km / KM_PER_DEGREE
        wide = max(max(easts) - min(easts), least, 1e-9)
        high = max(max(norths) - min(norths), least, 1e-9)
        scale = min((width - 2 * edge) / wide, (height - 2 * edge) / high)
        return cls(
            west=(max(easts) + min(easts)) / 2 - width / scale / 2,
            north=(max(norths) + min(norths)) / 2 + height / scale / 2,
            scale=scale,
            width=width,
            height=height,
        )

    @classmethod
    def fitted(
        cls, points: Iterable[Point], width: int, most_height: int, edge: int, least_km: float
    ) -> Self:
        """As wide as the sheet, and no higher than what is on it needs."""
        there = list(points)
        frame = cls.around(there, width, most_height, edge, least_km)
        downs = [frame.cell(point)[1] for point in there]
        top = min(downs, default=0) - edge
        height = max(downs, default=most_height) + edge - top
        return cls(frame.west, frame.north - top / frame.scale, frame.scale, width, height)

    def cell(self, point: Point) -> Cell:
        return self.place(point.longitude, point.latitude)

    def place(self, longitude: float, latitude: float) -> Cell:
        return (
            round((longitude * NARROWING - self.west) * self.scale),
            round((self.north - latitude) * self.scale),
        )

    def squares(self, km: float) -> int:
        return round(km / KM_PER_DEGREE * self.scale)

    def holds(self, cell: Cell) -> bool:
        return 0 <= cell[0] <= self.width and 0 <= cell[1] <= self.height

    def may_cross(self, one: Cell, other: Cell) -> bool:
        """Whether what has these corners may show on the sheet; for sure not where it does not."""
        (x, y), (to_x, to_y) = one, other
        return (
            max(x, to_x) >= 0
            and max(y, to_y) >= 0
            and min(x, to_x) <= self.width
            and min(y, to_y) <= self.height
        )

    def grid(self, km: float) -> str:
        """Lines that make squares of so many km, as path data."""
        step = self.squares(km)
        upright = "".join(f"M{x} 0v{self.height}" for x in range(step // 2, self.width, step))
        level = "".join(f"M0 {y}h{self.width}" for y in range(step // 2, self.height, step))
        return upright + level
