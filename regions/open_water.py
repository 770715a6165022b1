"""Finds straight lines that cross open water, whose length says little about the journey.

The boundaries of the provinces exclude the sea, the lakes and the estuaries. A point outside all of
them is in the water or abroad; `WATERS` distinguishes the two.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import pairwise
from math import ceil, floor

from regions.geo.distances import Point
from regions.models import Boundary, Province
from regions.writing.version_cache import cached_per_version

MIN_WIDTH_KM = 1.0  # rivers and harbours are narrower
STEP_KM = 0.5
LINES_PER_DEGREE = 200

# Longitude and latitude. The polygon contains the sea, the Wadden Sea, the IJsselmeer and the
# estuaries; it runs through the middle of the country, some kilometres from Belgium and Germany.
WATERS = [
    *((2.5, 51.6), (3.3, 51.42), (3.42, 51.35), (4.17, 51.35), (4.24, 51.4), (4.3, 51.5)),
    *((5.2, 51.75), (6.3, 52.4), (6.7, 52.9), (6.95, 53.2), (6.95, 53.45), (6.85, 53.5)),
    *((6.55, 53.54), (6.45, 53.62), (5.0, 53.8), (2.5, 53.8)),
]

Ring = Sequence[Sequence[float]]


class Area:
    """Rings in degrees, indexed by lines from west to east for fast lookup of a point."""

    def __init__(self, rings: Iterable[Ring]) -> None:
        self.crossings: dict[int, list[float]] = {}
        for ring in rings:
            for (x1, y1), (x2, y2) in pairwise(ring):
                self._add(*(((x1, y1), (x2, y2)) if y1 < y2 else ((x2, y2), (x1, y1))))
        for longitudes in self.crossings.values():
            longitudes.sort()

    def _add(self, low: tuple[float, float], high: tuple[float, float]) -> None:
        (x1, y1), (x2, y2) = low, high
        for line in range(ceil(y1 * LINES_PER_DEGREE), ceil(y2 * LINES_PER_DEGREE)):
            along = (line / LINES_PER_DEGREE - y1) / (y2 - y1)
            self.crossings.setdefault(line, []).append(x1 + along * (x2 - x1))

    def contains(self, latitude: float, longitude: float) -> bool:
        longitudes = self.crossings.get(floor(latitude * LINES_PER_DEGREE + 0.5), ())
        return bisect_right(longitudes, longitude) % 2 == 1


ANY_WATERS = Area([[*WATERS, WATERS[0]]])


class OpenWater:
    """The water outside these shapes, each a list of polygons; unknown if there are none."""

    def __init__(self, shapes: Collection[Iterable[Iterable[Ring]]]) -> None:
        self.is_known = bool(shapes)
        self.land = Area(ring for shape in shapes for polygon in shape for ring in polygon)

    def lies_between(self, start: Point | None, end: Point | None) -> bool:
        if not self.is_known or start is None or end is None:
            return False
        steps = floor(start.km_to(end) / STEP_KM)
        in_water = 0
        for step in range(1, steps):
            along = step / steps
            latitude = start.latitude + along * (end.latitude - start.latitude)
            longitude = start.longitude + along * (end.longitude - start.longitude)
            is_land = self.land.contains(latitude, longitude)
            in_water = (
                0 if is_land or not ANY_WATERS.contains(latitude, longitude) else in_water + 1
            )
            if in_water * STEP_KM > MIN_WIDTH_KM:
                return True
        return False


@cached_per_version
def open_water(on: date) -> OpenWater:
    """Unknown unless every province has a boundary: a point outside all of them may be land."""
    outlines = dict(Boundary.objects.filter(code__in=Province.values).values_list("code", "shape"))
    return OpenWater(outlines.values() if len(outlines) == len(Province) else [])
