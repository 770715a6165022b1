"""The municipalities and provinces in the boundary files of one import."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pactdir.importing.geography.areas import Area, Areas, plane_of
from pactdir.importing.reading.files import Unreadable
from pactdir.importing.reading.geojson import read_features
from regions.models import Boundary, Province

# The boundary of a province may be more simplified than that of a coastal municipality.
NEAR_KM = 3.0


@dataclass
class AreaFiles:
    """Omits features with a problem, which the import of the boundaries reports."""

    municipalities: dict[Path, list[Area]] = field(default_factory=dict)
    provinces: list[Area] = field(default_factory=list)

    @classmethod
    def read(cls, files: Iterable[tuple[Path, bytes]]) -> AreaFiles:
        result = cls()
        for path, content in files:
            areas = _areas(path.name, content)
            result.provinces += [area for area in areas if area.code in Province.values]
            if municipalities := [area for area in areas if area.code.startswith("GM")]:
                result.municipalities[path] = municipalities
        return result

    @property
    def codes(self) -> set[str]:
        return {area.code for areas in self.municipalities.values() for area in areas}

    @cached_property
    def _provinces(self) -> Areas:
        """Provinces from these files or, without a file of provinces, from an earlier import."""
        if self.provinces:
            return Areas(self.provinces)
        stored = Boundary.objects.filter(code__in=Province.values).values_list("code", "shape")
        return Areas([Area(code, "", "", plane_of(shape)) for code, shape in stored])

    def province_of(self, area: Area) -> str:
        """Return the code of the province, or "" if no file has it."""
        if area.province:
            return area.province
        province = self._provinces.around(area.point, NEAR_KM)
        return province.code if province else ""


def _areas(file: str, content: bytes) -> list[Area]:
    try:
        lines = list(read_features(file, content).lines())
    except Unreadable:
        return []
    areas: dict[str, Area] = {}
    for line in lines:
        cells: dict[str, Any] = line.cells
        area = Area(
            cells["code"], cells["name"], cells["province"], plane_of(cells["shape"]), line.number
        )
        areas.setdefault(area.code, area)
    return list(areas.values())
