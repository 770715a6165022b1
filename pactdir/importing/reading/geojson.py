"""Reads GeoJSON areas like a sheet: one line per feature."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pactdir.importing.problems import MAX_PROBLEMS_PER_FILE, Problem
from pactdir.importing.reading.area_properties import area_properties, is_water
from pactdir.importing.reading.coordinates import BadShape, Convert, converter
from pactdir.importing.reading.encodings import as_utf_8
from pactdir.importing.reading.files import Unreadable
from pactdir.importing.reading.json_text import looks_like_json, read_json
from pactdir.importing.reading.sheets import Line

MIN_RING_LENGTH = 4
AREA = re.compile(rb'"type"\s*:\s*"(?:Multi)?Polygon"')
# Areas with a municipality among their properties that are not municipalities.
DISTRICT = re.compile(rb'"(?:bu_?code|buurtcode|wk_?code|wijkcode)"\s*:', re.IGNORECASE)
POSTCODE = re.compile(rb'"(?:pc[46]|postcode[46]?)"\s*:', re.IGNORECASE)
OTHER_SHAPE = re.compile(rb'"type"\s*:\s*"(?:Multi)?(?:Point|LineString)"')
Ring = list[list[float]]


@dataclass
class Features:
    """Has the attributes and `lines()` of a `Sheet`."""

    file: str
    features: list[Any]
    convert: Convert
    header: list[str] = field(default_factory=lambda: ["statcode", "provinciecode"])
    original_header: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def lines(self) -> Iterator[Line]:
        """Skip features with a problem, which is added to `problems`; skip water silently."""
        for number, feature in enumerate(self.features, 1):
            if len(self.problems) >= MAX_PROBLEMS_PER_FILE:
                return
            try:
                cells = self._cells(feature)
            except BadShape as bad:
                problem = Problem(self.file, str(bad), number, "geometry", part="onderdeel")
                self.problems.append(problem)
                continue
            if cells:
                yield Line(number, cells)

    def _cells(self, feature: Any) -> dict[str, Any] | None:
        if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
            raise BadShape("Dit is geen vorm met eigenschappen.")
        properties = feature["properties"]
        if is_water(properties):
            return None
        shape = _polygons(feature.get("geometry"), self.convert)
        return {**area_properties(properties), "shape": shape}


def _polygons(geometry: Any, convert: Convert) -> list[list[Ring]]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise BadShape("Een grens is een Polygon of een MultiPolygon.")
    coordinates = geometry.get("coordinates")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if not isinstance(polygons, list) or not polygons:
        raise BadShape("De vorm is leeg.")
    return [_rings(polygon, convert) for polygon in polygons]


def _rings(polygon: Any, convert: Convert) -> list[Ring]:
    if not isinstance(polygon, list) or not polygon:
        raise BadShape("Een vlak zonder rand.")
    return [_ring(ring, convert) for ring in polygon]


def _ring(ring: Any, convert: Convert) -> Ring:
    if not isinstance(ring, list) or len(ring) < MIN_RING_LENGTH:
        raise BadShape("Een rand heeft minder dan vier punten.")
    points = convert(ring)
    if points[0] != points[-1]:
        raise BadShape("Een rand sluit niet: het laatste punt is niet het eerste.")
    if len({tuple(point[:2]) for point in ring}) < MIN_RING_LENGTH - 1:
        raise BadShape("Een rand omsluit niets: er zijn minder dan drie verschillende punten.")
    return points


def read_features(file: str, content: bytes) -> Features:
    """Raises Unreadable."""
    collection = read_json(content)
    is_collection = isinstance(collection, dict) and collection.get("type") == "FeatureCollection"
    if not is_collection or not isinstance(collection.get("features"), list):
        raise Unreadable("Dit is geen GeoJSON met een lijst van vormen (FeatureCollection).")
    return Features(file, collection["features"], converter(collection))


def may_be_areas(content: bytes) -> bool:
    if not looks_like_json(content):
        return False
    content = as_utf_8(content)
    if b'"FeatureCollection"' not in content:
        return False
    if DISTRICT.search(content) or POSTCODE.search(content):
        return False
    return bool(AREA.search(content)) or not OTHER_SHAPE.search(content)


def describe_other_areas(content: bytes) -> str:
    """Explain in Dutch what the features are, if they are not municipalities."""
    content = as_utf_8(content)
    if DISTRICT.search(content):
        return "Dit zijn wijken of buurten. Neem van dezelfde kaart de gemeenten."
    if POSTCODE.search(content):
        return "Dit zijn vlakken van postcodes. Postcodes leest deze site uit NL.txt van GeoNames."
    return "Dit zijn punten of lijnen, en geen grenzen van gemeenten."
