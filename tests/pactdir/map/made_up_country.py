"""A made-up country of realistic size: municipalities, regions and corners in the borders."""

from itertools import product
from random import Random

from regions.models import Boundary, Municipality, Province
from regions.writing.changing import changing
from schools.models import School, SchoolParticipation
from tests import make

COLUMNS, ROWS = 18, 19
CORNERS_PER_BORDER = 12
WEST, SOUTH, CELL_WIDTH, CELL_HEIGHT = 3.4, 50.8, 0.2, 0.145


class Borders:
    """Crooked borders between grid nodes; both sides of a border get the same corners."""

    def __init__(self):
        self.random = Random(7)  # noqa: S311 (no secret)
        self.lines = {}
        self.nodes = {
            (x, y): (
                WEST + (x + self.random.uniform(-0.3, 0.3)) * CELL_WIDTH,
                SOUTH + (y + self.random.uniform(-0.3, 0.3)) * CELL_HEIGHT,
            )
            for x, y in product(range(COLUMNS + 1), range(ROWS + 1))
        }

    def shape(self, x, y):
        nodes = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
        ring = []
        for start, end in zip(nodes, nodes[1:] + nodes[:1], strict=True):
            ring += [list(self.nodes[start]), *self.line(start, end)]
        return [[[*ring, ring[0]]]]

    def line(self, start, end):
        if start > end:
            return self.line(end, start)[::-1]
        if (start, end) not in self.lines:
            steps = range(1, CORNERS_PER_BORDER)
            self.lines[start, end] = [self.corner(start, end, step) for step in steps]
        return self.lines[start, end]

    def corner(self, start, end, step):
        (x, y), (to_x, to_y) = self.nodes[start], self.nodes[end]
        part = step / CORNERS_PER_BORDER
        return [
            round(x + (to_x - x) * part + self.random.uniform(-0.08, 0.08) * CELL_WIDTH, 4),
            round(y + (to_y - y) * part + self.random.uniform(-0.08, 0.08) * CELL_HEIGHT, 4),
        ]


def make_country(region_count=78):
    borders = Borders()
    cells = list(product(range(COLUMNS), range(ROWS)))
    regions = [make.a_region(name=f"Sterk Techniekonderwijs {n}") for n in range(region_count)]
    with changing():
        municipalities = Municipality.objects.bulk_create(_municipality(x, y) for x, y in cells)
        Boundary.objects.bulk_create(
            Boundary(code=row.code, municipality=row, shape=borders.shape(*cell))
            for row, cell in zip(municipalities, cells, strict=True)
        )
        schools = School.objects.bulk_create(map(_school, municipalities))
        SchoolParticipation.objects.bulk_create(
            SchoolParticipation(
                region=regions[(x // 2 * 7 + y // 2) % region_count],
                school=school,
                source=make.SOURCE,
            )
            for (x, y), school in zip(cells, schools, strict=True)
        )


def _municipality(x, y):
    return Municipality(
        name=f"Gemeente {x}-{y}",
        slug=f"gemeente-{x}-{y}",
        folded_name=f"gemeente {x} {y}",
        code=f"GM{1000 + x * ROWS + y}",
        province=Province.NOORD_HOLLAND,
    )


def _school(municipality):
    return School(
        name=f"School {municipality}",
        slug=f"school-{municipality.slug}",
        municipality=municipality,
        published_from=make.PUBLISHED,
        source=make.SOURCE,
    )
