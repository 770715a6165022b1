"""The point used for distances to a school without a known street.

A school without a street has the coordinates of its postcode area, which may be kilometres away. A
school with the same full postcode is in the same street or around the corner.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from regions.geo.distances import Point


class MeasuredPoint(NamedTuple):
    point: Point | None
    to: str = ""  # describes the point; empty if it is the school's own


def points_by_postcode(schools: Iterable[tuple[str, Point | None]]) -> dict[str, Point]:
    """Expects postcodes and points of schools with a street; uses the first one per postcode."""
    points: dict[str, Point] = {}
    for postcode, point in schools:
        if postcode and point:
            points.setdefault(postcode, point)
    return points


def measured_point(
    own: Point | None,
    area: Point | None,
    address: str,
    postcode: str,
    by_postcode: Mapping[str, Point],
) -> MeasuredPoint:
    """`area` is the point of its four digits, `by_postcode` has those of schools with a street."""
    if own and (address or own != area):
        return MeasuredPoint(own)
    if point := by_postcode.get(postcode):
        return MeasuredPoint(point, f"een school met postcode {postcode}")
    return MeasuredPoint(area, f"het midden van {postcode[:4]}" if area else "")
