"""The map of white spots: municipalities near and far, and the locations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pactdir.map.viewport import Viewport
from regions.geo.distances import Point

WIDTH, MAX_HEIGHT, MARGIN, MIN_KM = 340, 420, 10, 40
DOT = "h0"  # drawn by its round cap
RING = "m-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0"
TRIANGLE = "m0-5l4.5 8h-9z"


@dataclass(frozen=True)
class WhiteSpotMap:
    key: str  # unique on the page
    title: str
    description: str
    width: int
    height: int
    near: str  # a path of dots
    far: str  # a path of rings
    locations: str  # a path of triangles


def white_spot_map(
    title: str,
    description: str,
    near: Sequence[Point],
    far: Sequence[Point],
    locations: Sequence[Point],
) -> WhiteSpotMap:
    viewport = Viewport.fitted([*near, *far, *locations], WIDTH, MAX_HEIGHT, MARGIN, MIN_KM)
    return WhiteSpotMap(
        "witte-vlekken",
        title,
        description,
        viewport.width,
        viewport.height,
        near=_path(near, viewport, DOT),
        far=_path(far, viewport, RING),
        locations=_path(locations, viewport, TRIANGLE),
    )


def _path(points: Iterable[Point], viewport: Viewport, shape: str) -> str:
    return "".join(f"M{x} {y}{shape}" for x, y in map(viewport.project, points))
