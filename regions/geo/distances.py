"""Great-circle distances, shown no more precisely than the points are known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import asin, cos, dist, floor, radians, sin
from typing import Any

from django.db.models import Q

from regions.wording.dutch import kilometres

EARTH_RADIUS_KM = 6371.0  # mean radius in km
KM_PER_DEGREE = 111.2  # km per degree of latitude
# A degree of longitude in the far north of the country, in degrees of latitude.
MIN_DEGREE_RATIO = cos(radians(53.7))


@dataclass(frozen=True)
class Point:
    """A point in degrees (WGS84)."""

    latitude: float
    longitude: float

    def km_to(self, other: Point) -> float:
        """Return the great-circle distance in km, accurate to a few metres within the country."""
        return 2 * EARTH_RADIUS_KM * asin(dist(self._on_sphere, other._on_sphere) / 2)

    @cached_property
    def _on_sphere(self) -> tuple[float, float, float]:
        # On a sphere of radius 1; cached, since schools are compared often.
        latitude, longitude = radians(self.latitude), radians(self.longitude)
        return cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)


def point_of(row: Any) -> Point | None:
    if row is None or row.latitude is None or row.longitude is None:
        return None
    return Point(row.latitude, row.longitude)


def around(point: Point, km: float, prefix: str = "") -> Q:
    """Match a box with every point within `km`; some points in it are further away."""
    height, width = km / KM_PER_DEGREE, km / (KM_PER_DEGREE * MIN_DEGREE_RATIO)
    return Q(
        **{
            f"{prefix}latitude__range": (point.latitude - height, point.latitude + height),
            f"{prefix}longitude__range": (point.longitude - width, point.longitude + width),
        }
    )


def whole_km(km: float) -> int:
    # Round to whole km, since the points are not exact either.
    return floor(km + 0.5)


def is_within(km: float, limit: float) -> bool:
    """Compare as displayed: "ongeveer 10 km" is "binnen 10 km"."""
    return whole_km(km) <= limit


def about_km(km: float) -> str:
    whole = whole_km(km)
    return f"ongeveer {kilometres(whole)}" if whole else f"minder dan {kilometres(1)}"


def over_water(distance: str, is_over_water: bool) -> str:
    return f"{distance}, over het water" if is_over_water else distance
