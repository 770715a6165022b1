"""The map of one region: its municipalities, and its schools as numbered markers."""

from __future__ import annotations

from dataclasses import dataclass

from pactdir.map.labels import Label
from pactdir.map.markers import Marker, label_places, number_schools, place_markers
from pactdir.map.outlines import Outlines, Shape, outer_corners
from pactdir.map.viewport import Viewport
from regions.geo.distances import point_of
from regions.taking_part import TakingPart
from schools.models import School

WIDTH, MAX_HEIGHT, MARGIN = 500, 560, 24
MIN_KM = 8
MIN_AREA = 12  # see Outlines
GRID_KM = 5


@dataclass(frozen=True)
class MunicipalityArea:
    title: str
    is_stated: bool
    path: str


@dataclass(frozen=True)
class RegionMap:
    viewport: Viewport
    areas: list[MunicipalityArea]
    markers: list[Marker]
    labels: list[Label]
    numbers: dict[int, int]  # by primary key of the school
    unplaced_count: int  # schools without coordinates

    @property
    def has_outlines(self) -> bool:
        return bool(self.areas)

    @property
    def has_shared(self) -> bool:
        return any(len(marker.schools) > 1 for marker in self.markers)

    @property
    def kinds(self) -> set[str]:
        return {"stated" if area.is_stated else "derived" for area in self.areas}

    @property
    def grid(self) -> str:
        return "" if self.has_outlines else self.viewport.grid(GRID_KM)


def region_map(
    schools: list[School], links: list[TakingPart], boundaries: dict[int, Shape]
) -> RegionMap | None:
    numbered_schools = number_schools(schools)
    if not numbered_schools:
        return None
    points = [point for _, school in numbered_schools if (point := point_of(school))]
    corners = [corner for shape in boundaries.values() for corner in outer_corners(shape)]
    viewport = Viewport.fitted(corners + points, WIDTH, MAX_HEIGHT, MARGIN, MIN_KM)
    markers = place_markers(numbered_schools, viewport)
    return RegionMap(
        viewport=viewport,
        areas=_areas(links, Outlines(boundaries, viewport, MIN_AREA)),
        markers=markers,
        labels=label_places(markers, viewport),
        numbers={school.pk: number for number, school in numbered_schools},
        unplaced_count=len(schools) - len(numbered_schools),
    )


def _areas(links: list[TakingPart], outlines: Outlines) -> list[MunicipalityArea]:
    return [
        MunicipalityArea(
            f"{link.municipality} ({link.how_known})",
            link.is_stated,
            outlines.path(link.municipality.pk),
        )
        for link in links
        if link.municipality.pk in outlines.rings
    ]
