"""Projects latitude and longitude onto the integer grid of an SVG."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians
from typing import Self

from regions.geo.distances import KM_PER_DEGREE, Point

XY = tuple[int, int]

# The length of a degree of longitude relative to one of latitude, at the centre of the country.
# Over 300 km the difference is not visible.
LONGITUDE_SCALE = cos(radians(52.15))
CENTRE = Point(52.15, 5.4)


@dataclass(frozen=True)
class Viewport:
    """An equirectangular projection; `west` (scaled) and `north` are at the upper left corner."""

    west: float
    north: float
    scale: float  # units per degree of latitude
    width: int
    height: int

    @classmethod
    def around(
        cls, points: Iterable[Point], width: int, height: int, margin: int = 0, min_km: float = 0
    ) -> Self:
        """Centre on the points, and zoom in as far as they all fit.

        `min_km` limits the zoom: without it a single point would fill the map.
        """
        points = list(points) or [CENTRE]
        xs = [point.longitude * LONGITUDE_SCALE for point in points]
        ys = [point.latitude for point in points]
        min_degrees = max(min_km / KM_PER_DEGREE, 1e-9)
        x_range = max(max(xs) - min(xs), min_degrees)
        y_range = max(max(ys) - min(ys), min_degrees)
        scale = min((width - 2 * margin) / x_range, (height - 2 * margin) / y_range)
        return cls(
            west=(max(xs) + min(xs)) / 2 - width / scale / 2,
            north=(max(ys) + min(ys)) / 2 + height / scale / 2,
            scale=scale,
            width=width,
            height=height,
        )

    @classmethod
    def fitted(
        cls, points: Iterable[Point], width: int, max_height: int, margin: int, min_km: float
    ) -> Self:
        points = list(points)
        full = cls.around(points, width, max_height, margin, min_km)
        ys = [full.project(point)[1] for point in points]
        top = min(ys, default=0) - margin
        height = max(ys, default=max_height) + margin - top
        return cls(full.west, full.north - top / full.scale, full.scale, width, height)

    def project(self, point: Point) -> XY:
        return self.project_degrees(point.longitude, point.latitude)

    def project_degrees(self, longitude: float, latitude: float) -> XY:
        return (
            round((longitude * LONGITUDE_SCALE - self.west) * self.scale),
            round((self.north - latitude) * self.scale),
        )

    def units(self, km: float) -> int:
        return round(km / KM_PER_DEGREE * self.scale)

    def contains(self, xy: XY) -> bool:
        return 0 <= xy[0] <= self.width and 0 <= xy[1] <= self.height

    def may_intersect(self, corner: XY, opposite: XY) -> bool:
        (x1, y1), (x2, y2) = corner, opposite
        return (
            max(x1, x2) >= 0
            and max(y1, y2) >= 0
            and min(x1, x2) <= self.width
            and min(y1, y2) <= self.height
        )

    def grid(self, km: float) -> str:
        step = self.units(km)
        vertical = "".join(f"M{x} 0v{self.height}" for x in range(step // 2, self.width, step))
        horizontal = "".join(f"M0 {y}h{self.width}" for y in range(step // 2, self.height, step))
        return vertical + horizontal
