"""Which municipalities lie close to a point, asked of their outlines."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from math import cos, hypot, radians
from typing import Any

from django.db.models import Exists, OuterRef, Q

from regions.geo import KM_PER_DEGREE, Point, around
from regions.models import Boundary, Municipality, Neighbour

# A postcode is an area, and its point no more than about the middle of it; outlines are drawn with
# some hundred metres to spare.
CLOSE = 1.0  # km
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


def close_by(point: Point, outlines: Iterable[Any], km: float = CLOSE) -> list[Municipality]:
    """The neighbours that reach within so many km, the closest first, by `outlines_near()`.

    Where no outlines are loaded nothing is known, and nothing is said.
    """
    found = [
        (km_to_shape(point, outline.shape), outline.municipality)
        for outline in outlines
        if outline.is_neighbour
    ]
    near = [(away, one) for away, one in found if away < km]
    return [one for _, one in sorted(near, key=lambda pair: (pair[0], pair[1].folded_name))]


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
