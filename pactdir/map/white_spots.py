"""Map of the municipalities near to and far from locations with a technical profile."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pactdir.map.outlines import Outlines, outer_corners
from pactdir.map.viewport import Viewport
from regions.geo.distances import Point
from regions.models import Boundary, Province
from regions.writing.version_cache import cached_per_version

WIDTH, MAX_HEIGHT, MARGIN, MIN_KM = 340, 420, 10, 40
MIN_AREA = 6.0  # square px; keeps the coast recognisable at about 1.5 kB
DOT = "h0"  # zero-length line, visible through stroke-linecap: round
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
    borders: str  # path of the province borders; empty unless every boundary is loaded


def white_spot_map(
    title: str,
    description: str,
    near: Sequence[Point],
    far: Sequence[Point],
    locations: Sequence[Point],
    day: date,
) -> WhiteSpotMap:
    viewport, borders = _country(day) or (_fitted([*near, *far, *locations]), "")
    return WhiteSpotMap(
        "witte-vlekken",
        title,
        description,
        viewport.width,
        viewport.height,
        near=_path(near, viewport, DOT),
        far=_path(far, viewport, RING),
        locations=_path(locations, viewport, TRIANGLE),
        borders=borders,
    )


@cached_per_version
def _country(on: date) -> tuple[Viewport, str] | None:
    outlines = Boundary.objects.filter(code__in=Province.values).order_by("code")
    shapes = dict(outlines.values_list("code", "shape"))
    if len(shapes) < len(Province):
        return None
    viewport = _fitted(corner for shape in shapes.values() for corner in outer_corners(shape))
    groups = {code: code for code in shapes}
    return viewport, Outlines(shapes, viewport, MIN_AREA).borders(groups)


def _fitted(points: Iterable[Point]) -> Viewport:
    return Viewport.fitted(points, WIDTH, MAX_HEIGHT, MARGIN, MIN_KM)


def _path(points: Iterable[Point], viewport: Viewport, shape: str) -> str:
    return "".join(f"M{x} {y}{shape}" for x, y in map(viewport.project, points))
