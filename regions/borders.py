"""Which municipalities lie close to a point, asked of their outlines."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from math import cos, hypot, radians
from typing import Any

from django.db.models import Exists, OuterRef, Q

from regions.geo.distances import KM_PER_DEGREE, Point, around
from regions.models import Boundary, Municipality, Neighbour

# A postcode is an area, and its point no more than about the middle of it; outlines are drawn with
# some hundred metres to spare.
CLOSE = 1.0  # km
# Of a border; to touch a corner says nothing, and further off one would not call it near.
LEAST_BORDER, FARTHEST = 0.5, 6.0  # km
PIECE = 0.5  # km, of a side that is looked at in one go
# From the point of a municipality to its border, for all but a few.
ACROSS = 15.0  # km

Vertex = tuple[float, float]
Ring = list[Vertex]


def outlines_near(point: Point, home: Municipality, km: float = 0.0) -> list[Any]:
    """Those of this municipality and its neighbours, and of what may lie within so many km.

    One query; `is_neighbour` tells which lie beside it.
    """
    beside = Neighbour.objects.filter(municipality=OuterRef("municipality"), neighbour=home)
    asked = Q(municipality=home) | Q(is_neighbour=True)
    if km:
        asked |= around(point, km + ACROSS, "municipality__")
    outlines = Boundary.objects.exclude(municipality=None).annotate(is_neighbour=Exists(beside))
    return list(outlines.filter(asked).select_related("municipality").order_by("code"))


def reached_from(
    point: Point, others: Iterable[Point], home: Municipality, outlines: Iterable[Any]
) -> list[Municipality]:
    """The neighbours that a postcode with this point reaches, the closest first.

    A postcode reaches as far as its own municipality, where none of the others in it (by their
    points) is nearer: so along every border some postcode lies. It also lies at what is close to
    its point. `outlines` is what `outlines_near()` found; where none are loaded nothing is said.
    """
    outlines = list(outlines)
    ours: list[Any] = next((one.shape for one in outlines if one.municipality == home), [])
    corners = {tuple(corner) for polygon in ours for ring in polygon for corner in ring}
    seen_from = _Ground(point, list(others))
    found = []
    for outline in outlines:
        if outline.is_neighbour:
            away = km_to_shape(point, outline.shape)
            if away < CLOSE or seen_from.border(outline.shape, corners) >= LEAST_BORDER:
                found.append((away, outline.municipality))
    return [one for _, one in sorted(found, key=lambda pair: (pair[0], pair[1].folded_name))]


class _Ground:
    """The ground around a point in km, and which of it is nearer to other points."""

    def __init__(self, point: Point, others: list[Point]) -> None:
        self.point, self.wide = point, KM_PER_DEGREE * cos(radians(point.latitude))
        self.others = [self._at(one.longitude, one.latitude) for one in others if one != point]

    def _at(self, x: float, y: float) -> Vertex:
        return (x - self.point.longitude) * self.wide, (y - self.point.latitude) * KM_PER_DEGREE

    def border(self, shape: Iterable[list[list[list[float]]]], corners: set[tuple]) -> float:
        """How many km of the outline lie at the other one, by its corners, and nearest to here."""
        return sum(
            self._nearest(self._at(*start), self._at(*end))
            for polygon in shape
            for ring in polygon
            for start, end in pairwise(ring)
            if tuple(start) in corners and tuple(end) in corners
        )

    def _nearest(self, start: Vertex, end: Vertex) -> float:
        """How much of this side is nearer to here than to any other point, in pieces."""
        (x, y), (to_x, to_y) = start, end
        long = hypot(to_x - x, to_y - y)
        if min(hypot(x, y), hypot(to_x, to_y)) - long > FARTHEST:
            return 0.0
        pieces = max(1, round(long / PIECE))
        middles = [(number + 0.5) / pieces for number in range(pieces)]
        ours = sum(self._is_ours(x + at * (to_x - x), y + at * (to_y - y)) for at in middles)
        return long * ours / pieces

    def _is_ours(self, x: float, y: float) -> bool:
        away = hypot(x, y)
        return away <= FARTHEST and all(hypot(x - one, y - two) >= away for one, two in self.others)


def km_to_shape(point: Point, shape: Iterable[list[list[list[float]]]]) -> float:
    """How far polygons in degrees are from a point; 0 where it lies in one of them."""
    wide = KM_PER_DEGREE * cos(radians(point.latitude))
    nearest = float("inf")
    for polygon in shape:
        rings = [
            [((x - point.longitude) * wide, (y - point.latitude) * KM_PER_DEGREE) for x, y in ring]
            for ring in polygon
        ]
        # Inside the outer ring and in none of its holes: crossed an odd number of times.
        if sum(_crossings(ring) for ring in rings) % 2:
            return 0.0
        away = (_to_side(start, end) for ring in rings for start, end in pairwise(ring))
        nearest = min(nearest, *away)
    return nearest


def _crossings(ring: Ring) -> int:
    """How often a line from the origin to the east crosses this ring."""
    return sum(
        (y1 > 0) != (y2 > 0) and x1 - y1 * (x2 - x1) / (y2 - y1) > 0
        for (x1, y1), (x2, y2) in pairwise(ring)
    )


def _to_side(start: Vertex, end: Vertex) -> float:
    """From the origin to the nearest point between two vertices."""
    (x, y), (to_x, to_y) = start, end
    dx, dy = to_x - x, to_y - y
    long = dx * dx + dy * dy
    along = max(0.0, min(1.0, -(x * dx + y * dy) / long)) if long else 0.0
    return hypot(x + along * dx, y + along * dy)
