"""The points of a region's timeline, for its reports per year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from pactdir.timeline.collecting import timeline_points
from pactdir.timeline.points import Entry, Kind, Point, entries
from pactdir.timeline.scope import first_funded_year, region_scope
from regions.models import Region

__all__ = [
    "Entry",
    "Kind",
    "Point",
    "entries",
    "first_funded_year",
    "first_year",
    "points_of",
]


def points_of(region: Region, today: date) -> list[Point]:
    return timeline_points(region_scope(region, today))


def first_year(points: Iterable[Point], today: date) -> int:
    """The year of the earliest dated point, or this year if all points are in the future."""
    past = (_year(point) for point in points if not point.is_ahead)
    return min(filter(None, past), default=today.year)


def _year(point: Point) -> int | None:
    if point.on is None:
        return None
    # An agreement that has ended existed the day before.
    return (point.on.first_day - timedelta(point.kind == Kind.ENDS)).year
