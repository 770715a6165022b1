"""Reads GeoJSON in degrees (WGS84) like a sheet: one line per feature."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pactdir.importing.problems import MAX_PROBLEMS_PER_FILE, Problem
from pactdir.importing.reading.encodings import as_utf_8
from pactdir.importing.reading.files import Unreadable
from pactdir.importing.reading.json_text import looks_like_json, read_json
from pactdir.importing.reading.sheets import Line

WEST, SOUTH, EAST, NORTH = 3.2, 50.7, 7.3, 53.7
# Names of coordinate systems in degrees, longitude first.
DEGREES = ("CRS84", "4326")
MIN_RING_LENGTH = 4
AREA = re.compile(rb'"type"\s*:\s*"(?:Multi)?Polygon"')
OTHER_SHAPE = re.compile(rb'"type"\s*:\s*"(?:Multi)?(?:Point|LineString)"')
DECIMALS = 4  # ten metres


class BadShape(Exception):
    """The message says in Dutch what is wrong with the shape."""


@dataclass
class Features:
    """Has the attributes and `lines()` of a `Sheet`."""

    file: str
    content: dict[str, Any]
    header: list[str] = field(default_factory=lambda: ["statcode", "provinciecode"])
    original_header: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def lines(self) -> Iterator[Line]:
        for number, feature in enumerate(self.content["features"], 1):
            if len(self.problems) >= MAX_PROBLEMS_PER_FILE:
                return
            try:
                yield Line(number, _cells(feature))
            except BadShape as bad:
                problem = Problem(self.file, str(bad), number, "geometry", part="onderdeel")
                self.problems.append(problem)


def _cells(feature: Any) -> dict[str, Any]:
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        raise BadShape("Dit is geen vorm met eigenschappen.")
    properties = feature["properties"]
    code = properties.get("statcode") or properties.get("provinciecode")
    return {
        "code": str(code) if isinstance(code, str | int) else "",
        "shape": _polygons(feature.get("geometry")),
    }


def _polygons(geometry: Any) -> list[list[list[list[float]]]]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise BadShape("Een grens is een Polygon of een MultiPolygon.")
    coordinates = geometry.get("coordinates")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if not isinstance(polygons, list) or not polygons:
        raise BadShape("De vorm is leeg.")
    return [_rings(polygon) for polygon in polygons]


def _rings(polygon: Any) -> list[list[list[float]]]:
    if not isinstance(polygon, list) or not polygon:
        raise BadShape("Een vlak zonder rand.")
    return [_ring(ring) for ring in polygon]


def _ring(ring: Any) -> list[list[float]]:
    if not isinstance(ring, list) or len(ring) < MIN_RING_LENGTH:
        raise BadShape("Een rand heeft minder dan vier punten.")
    points = [_point(point) for point in ring]
    if points[0] != points[-1]:
        raise BadShape("Een rand sluit niet: het laatste punt is niet het eerste.")
    if len({tuple(point[:2]) for point in ring}) < MIN_RING_LENGTH - 1:
        raise BadShape("Een rand omsluit niets: er zijn minder dan drie verschillende punten.")
    return points


def _point(point: Any) -> list[float]:
    if not isinstance(point, list) or len(point) not in (2, 3):
        raise BadShape("Een punt is geen lengte en breedte.")
    if not all(type(degrees) in (int, float) for degrees in point):
        raise BadShape("Een punt bestaat uit twee getallen.")
    x, y = point[:2]
    if not (WEST <= x <= EAST and SOUTH <= y <= NORTH):
        if WEST <= y <= EAST and SOUTH <= x <= NORTH:
            raise BadShape("Breedte en lengte staan andersom.")
        raise BadShape("Een punt ligt buiten Nederland. Staat het bestand in graden (WGS84)?")
    return [round(x, DECIMALS), round(y, DECIMALS)]


def read_features(file: str, content: bytes) -> Features:
    """Raises Unreadable."""
    features = read_json(content)
    is_collection = isinstance(features, dict) and features.get("type") == "FeatureCollection"
    if not is_collection or not isinstance(features.get("features"), list):
        raise Unreadable("Dit is geen GeoJSON met een lijst van vormen (FeatureCollection).")
    if (crs := features.get("crs")) is not None and not _is_in_degrees(crs):
        raise Unreadable("De coördinaten staan niet in graden (WGS84).", column="crs")
    return Features(file, features)


def may_be_areas(content: bytes) -> bool:
    if not looks_like_json(content):
        return False
    content = as_utf_8(content)
    if b'"FeatureCollection"' not in content:
        return False
    return bool(AREA.search(content)) or not OTHER_SHAPE.search(content)


def _is_in_degrees(crs: Any) -> bool:
    # Check the `crs` member, which RFC 7946 dropped when it required degrees.
    properties = crs.get("properties") if isinstance(crs, dict) else None
    names = properties.values() if isinstance(properties, dict) else []
    return any(isinstance(name, str | int) and str(name).endswith(DEGREES) for name in names)
