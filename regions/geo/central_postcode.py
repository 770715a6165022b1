"""The postcode from which distances to a place are measured."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median_low
from typing import NamedTuple

from regions.geo.distances import Point

# A finer comparison of distances would be false precision.
KM_DECIMALS = 2


class Area(NamedTuple):
    """A postcode in a place, and the number of schools with that postcode."""

    code: str
    point: Point | None
    schools: int = 0


def central_postcode(areas: Iterable[Area]) -> str:
    """Return the most central postcode, or "" if there are none.

    This uses the median, since one point may be far away. A postcode counts once, plus once for
    each school: in a town with an industrial estate, that favours the side where people live.
    """
    areas = list(areas)
    weighted_points = [(area.code, area.point) for area in areas for _ in range(1 + area.schools)]
    points = [point for _, point in weighted_points if point]
    if not points:
        return areas[0].code if areas else ""
    median = Point(
        median_low(point.latitude for point in points),
        median_low(point.longitude for point in points),
    )
    return min(
        (round(median.km_to(point), KM_DECIMALS), code) for code, point in weighted_points if point
    )[1]
