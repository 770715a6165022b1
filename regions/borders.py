"""Finds municipalities close to a point, by their boundaries."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import cos, hypot, radians
from operator import itemgetter

from django.db.models import Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast

from regions.geo.distances import KM_PER_DEGREE, Point, around
from regions.models import Boundary, Municipality, Neighbour

# A postcode is an area with its point near the middle, and boundaries are simplified by a few
# hundred metres.
CLOSE_KM = 1.0
# Minimum length of a shared border, since touching at a corner is not enough, and its maximum
# distance from the point.
MIN_BORDER_KM, MAX_BORDER_DISTANCE_KM = 0.5, 6.0
STEP_KM = 0.5  # used to measure a side
# Few municipalities reach further than this from their point.
USUAL_RADIUS_KM = 15.0

Vertex = tuple[float, float]
Ring = list[Vertex]
Shape = list[list[list[list[float]]]]  # polygons, as in GeoJSON


@dataclass(frozen=True)
class Outline:
    municipality: int  # primary key
    name: str
    folded_name: str
    slug: str
    is_neighbour: bool  # whether it adjoins the home municipality
    shape: Shape


@lru_cache(maxsize=400)  # number of municipalities
def _shape(text: str) -> Shape:
    """Parse a boundary, cached by its JSON text. The result is shared: do not mutate it."""
    shape: Shape = json.loads(text)
    return shape


def outlines_near(point: Point, home: Municipality, km: float = 0.0) -> list[Outline]:
    adjacent = Neighbour.objects.filter(municipality=OuterRef("municipality"), neighbour=home)
    is_relevant = Q(municipality=home) | Q(is_neighbour=True)
    if km:
        is_relevant |= around(point, km + USUAL_RADIUS_KM, "municipality__")
    rows = (
        Boundary.objects.exclude(municipality=None)
        .annotate(is_neighbour=Exists(adjacent), text=Cast("shape", TextField()))
        .filter(is_relevant)
        .order_by("code")
    )
    return [
        Outline(key, name, folded_name, slug, is_neighbour, _shape(text))
        for key, name, folded_name, slug, is_neighbour, text in rows.values_list(
            "municipality",
            "municipality__name",
            "municipality__folded_name",
            "municipality__slug",
            "is_neighbour",
            "text",
        )
    ]


def bordering_from(
    point: Point, others: Iterable[Point], home: Municipality, outlines: Sequence[Outline]
) -> list[Outline]:
    """Return the neighbours that the postcode with this point borders on, closest first.

    Within its municipality, a postcode is assumed to cover all land nearer to its point than to the
    points of the `others`, so that every part of the border has a postcode. It also borders on
    whatever is close to its point. `outlines` come from `outlines_near()`; without any the result
    is empty.
    """
    home_shape: Shape = next(
        (outline.shape for outline in outlines if outline.municipality == home.pk), []
    )
    corners = {tuple(corner) for polygon in home_shape for ring in polygon for corner in ring}
    ground = _Ground(point, list(others))
    neighbours = []
    for outline in outlines:
        if outline.is_neighbour:
            distance = km_to_shape(point, outline.shape)
            if distance < CLOSE_KM or ground.border(outline.shape, corners) >= MIN_BORDER_KM:
                neighbours.append((distance, outline.folded_name, outline))
    return [outline for _, _, outline in sorted(neighbours, key=itemgetter(0, 1))]


class _Ground:
    """A plane around a point in km, divided among that point and others by distance."""

    def __init__(self, point: Point, others: list[Point]) -> None:
        self.point, self.wide = point, KM_PER_DEGREE * cos(radians(point.latitude))
        self.others = [
            self._project(other.longitude, other.latitude) for other in others if other != point
        ]

    def _project(self, x: float, y: float) -> Vertex:
        return (x - self.point.longitude) * self.wide, (y - self.point.latitude) * KM_PER_DEGREE

    def border(self, shape: Shape, corners: set[tuple]) -> float:
        return sum(
            self._nearest(self._project(*start), self._project(*end))
            for polygon in shape
            for ring in polygon
            for start, end in pairwise(ring)
            if tuple(start) in corners and tuple(end) in corners
        )

    def _nearest(self, start: Vertex, end: Vertex) -> float:
        (x, y), (to_x, to_y) = start, end
        length = hypot(to_x - x, to_y - y)
        if min(hypot(x, y), hypot(to_x, to_y)) - length > MAX_BORDER_DISTANCE_KM:
            return 0.0
        pieces = max(1, round(length / STEP_KM))
        middles = [(number + 0.5) / pieces for number in range(pieces)]
        nearest = sum(self._is_nearest(x + at * (to_x - x), y + at * (to_y - y)) for at in middles)
        return length * nearest / pieces

    def _is_nearest(self, x: float, y: float) -> bool:
        distance = hypot(x, y)
        return distance <= MAX_BORDER_DISTANCE_KM and all(
            hypot(x - other_x, y - other_y) >= distance for other_x, other_y in self.others
        )


def km_to_shape(point: Point, shape: Shape) -> float:
    """Return the distance in km to polygons in degrees, 0 inside one of them."""
    wide = KM_PER_DEGREE * cos(radians(point.latitude))
    nearest = float("inf")
    for polygon in shape:
        rings = [
            [((x - point.longitude) * wide, (y - point.latitude) * KM_PER_DEGREE) for x, y in ring]
            for ring in polygon
        ]
        # The point is inside the outer ring and outside its holes if the crossings are odd.
        if sum(_crossings(ring) for ring in rings) % 2:
            return 0.0
        distances = (_km_to_side(start, end) for ring in rings for start, end in pairwise(ring))
        nearest = min(nearest, *distances)
    return nearest


def _crossings(ring: Ring) -> int:
    return sum(
        (y1 > 0) != (y2 > 0) and x1 - y1 * (x2 - x1) / (y2 - y1) > 0
        for (x1, y1), (x2, y2) in pairwise(ring)
    )


def _km_to_side(start: Vertex, end: Vertex) -> float:
    (x, y), (to_x, to_y) = start, end
    dx, dy = to_x - x, to_y - y
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, -(x * dx + y * dy) / length)) if length else 0.0
    return hypot(x + along * dx, y + along * dy)
