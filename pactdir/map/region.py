"""The map of one region: its municipalities, and its schools by the numbers of the list."""

from __future__ import annotations

from dataclasses import dataclass

from pactdir.map.frame import Frame
from pactdir.map.labels import Label
from pactdir.map.outlines import Outlines
from pactdir.map.points import Spot, numbered, place_labels, spots
from pactdir.pages.region_page import RegionPage
from regions.geo.distances import Point, point_of

WIDTH, MOST_HEIGHT, EDGE = 500, 560, 24
LEAST_KM = 8
LEAST_BEND = 12
GRID_KM = 5


@dataclass(frozen=True)
class Land:
    """The outline of a municipality of the region."""

    title: str
    is_stated: bool
    path: str


@dataclass(frozen=True)
class RegionMap:
    frame: Frame
    lands: list[Land]
    spots: list[Spot]
    labels: list[Label]
    numbers: dict[int, int]  # of each school by its key
    not_placed: int  # schools of which the place is not known

    @property
    def has_outlines(self) -> bool:
        return bool(self.lands)

    @property
    def kinds(self) -> set[str]:
        return {"stated" if land.is_stated else "derived" for land in self.lands}

    @property
    def grid(self) -> str:
        return "" if self.has_outlines else self.frame.grid(GRID_KM)


def region_map(page: RegionPage) -> RegionMap | None:
    """Drawn of what the page shows, without a query; nothing where no school has a place."""
    schools = [row.school for row in page.schools]
    with_point = numbered(schools)
    if not with_point:
        return None
    links = [*page.stated, *page.derived]
    shapes = {
        link.municipality.pk: link.municipality.boundary.shape
        for link in links
        if hasattr(link.municipality, "boundary")
    }
    corners = [
        Point(latitude, longitude)
        for shape in shapes.values()
        for outer, *_ in shape
        for longitude, latitude, *_ in outer
    ]
    points = [point for _, school in with_point if (point := point_of(school))]
    frame = Frame.fitted(corners + points, WIDTH, MOST_HEIGHT, EDGE, LEAST_KM)
    outlines = Outlines(shapes, frame, LEAST_BEND)
    lands = [
        Land(
            f"{link.municipality} ({link.how_known})",
            link.is_stated,
            outlines.path(link.municipality.pk),
        )
        for link in links
        if link.municipality.pk in outlines.rings
    ]
    found = spots(with_point, frame)
    return RegionMap(
        frame=frame,
        lands=lands,
        spots=found,
        labels=place_labels(found, frame),
        numbers={school.pk: number for number, school in with_point},
        not_placed=len(schools) - len(with_point),
    )
