"""Coordinates of a boundary file: in degrees (WGS84), or converted from metres (RD)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.utils.functional import SimpleLazyObject

from pactdir.importing.reading.files import Unreadable

if TYPE_CHECKING:
    import pyproj
else:
    # Imported at the first file in metres, since the site itself does not need it.
    pyproj = SimpleLazyObject(lambda: import_module("pyproj"))

WEST, SOUTH, EAST, NORTH = 3.2, 50.7, 7.3, 53.7
# The area for which the Rijksdriehoeksstelsel is defined, in metres, rounded outwards.
RD_WEST, RD_SOUTH, RD_EAST, RD_NORTH = -7_000, 289_000, 300_000, 629_000
# Codes at the end of a coordinate system's name, such as "urn:ogc:def:crs:EPSG::28992". ETRS89
# (4258) differs less than a metre from WGS84; 7415 is RD with a height.
DEGREES = ("CRS84", "4326", "4258")
METRES = ("28992", "7415")
DECIMALS = 4  # ten metres
OUTSIDE = "Een punt ligt buiten Nederland."
Convert = Callable[[list[Any]], list[list[float]]]


class BadShape(Exception):
    """The message says in Dutch what is wrong with the shape."""


def converter(collection: dict[str, Any]) -> Convert:
    """Return a function that converts the points of a ring to rounded degrees. Raises Unreadable.

    RFC 7946 dropped the `crs` member when it required degrees; without it, the first point
    decides.
    """
    crs = collection.get("crs")
    if crs is None:
        return from_metres if _begins_in_metres(collection["features"]) else from_degrees
    properties = crs.get("properties") if isinstance(crs, dict) else None
    names = properties.values() if isinstance(properties, dict) else []
    codes = [str(name) for name in names if isinstance(name, str | int)]
    if any(code.endswith(DEGREES) for code in codes):
        return from_degrees
    if any(code.endswith(METRES) for code in codes):
        return from_metres
    text = "De coördinaten staan niet in graden (WGS84) en ook niet in meters (RD, EPSG:28992)."
    raise Unreadable(text, column="crs", value=", ".join(codes))


def from_degrees(points: list[Any]) -> list[list[float]]:
    return [_rounded(*_numbers(point)) for point in points]


def from_metres(points: list[Any]) -> list[list[float]]:
    pairs = [_numbers(point) for point in points]
    for x, y in pairs:
        if not _is_rd(x, y):
            raise BadShape(f"{OUTSIDE} Staat het bestand in meters (RD)?")
    east, north = zip(*pairs, strict=True)
    longitudes, latitudes = _rd().transform(east, north)
    return [_rounded(*degrees) for degrees in zip(longitudes, latitudes, strict=True)]


@cache
def _rd() -> pyproj.Transformer:
    return pyproj.Transformer.from_crs("EPSG:28992", "EPSG:4326", always_xy=True)


def _numbers(point: Any) -> tuple[float, float]:
    if not isinstance(point, list) or len(point) not in (2, 3):
        raise BadShape("Een punt is geen lengte en breedte.")
    if not all(type(number) in (int, float) for number in point):
        raise BadShape("Een punt bestaat uit twee getallen.")
    return point[0], point[1]


def _rounded(x: float, y: float) -> list[float]:
    if not (WEST <= x <= EAST and SOUTH <= y <= NORTH):
        if WEST <= y <= EAST and SOUTH <= x <= NORTH:
            raise BadShape("Breedte en lengte staan andersom.")
        raise BadShape(f"{OUTSIDE} Staat het bestand in graden (WGS84)?")
    return [round(x, DECIMALS), round(y, DECIMALS)]


def _begins_in_metres(features: list[Any]) -> bool:
    """Judged by the first point of the first feature that has a shape."""
    for feature in features:
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        point = geometry.get("coordinates") if isinstance(geometry, dict) else None
        while isinstance(point, list) and point and isinstance(point[0], list):
            point = point[0]
        if isinstance(point, list) and len(point) > 1:
            return all(type(number) in (int, float) for number in point) and _is_rd(*point[:2])
    return False


def _is_rd(x: float, y: float) -> bool:
    return RD_WEST <= x <= RD_EAST and RD_SOUTH <= y <= RD_NORTH
