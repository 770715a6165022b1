"""A country as large as the real one: as many municipalities, regions, and corners in borders."""

from random import Random

from regions.models import Boundary, Municipality, Province
from regions.writing.changing import changing
from schools.models import School, SchoolParticipation
from tests import make

COLUMNS, ROWS = 18, 19
CORNERS = 12  # between two places where borders meet
WEST, SOUTH, WIDE, HIGH = 3.4, 50.8, 0.2, 0.145


def a_whole_country(regions=78):
    """342 municipalities side by side, every one with a school in a region."""
    chance = Random(7)  # noqa: S311 (a drawing, no secret)
    borders = {}
    meeting = {
        (x, y): (
            WEST + (x + chance.uniform(-0.3, 0.3)) * WIDE,
            SOUTH + (y + chance.uniform(-0.3, 0.3)) * HIGH,
        )
        for x in range(COLUMNS + 1)
        for y in range(ROWS + 1)
    }

    def border(one, other):
        """The same crooked line for who lies on either side."""
        if one > other:
            return border(other, one)[::-1]
        if (one, other) not in borders:
            (x, y), (to_x, to_y) = meeting[one], meeting[other]
            borders[one, other] = [
                [
                    round(x + (to_x - x) * step / CORNERS + chance.uniform(-0.08, 0.08) * WIDE, 4),
                    round(y + (to_y - y) * step / CORNERS + chance.uniform(-0.08, 0.08) * HIGH, 4),
                ]
                for step in range(1, CORNERS)
            ]
        return borders[one, other]

    def shape(x, y):
        around = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
        ring = []
        for one, other in zip(around, around[1:] + around[:1], strict=True):
            ring += [list(meeting[one]), *border(one, other)]
        return [[[*ring, ring[0]]]]

    cells = [(x, y) for x in range(COLUMNS) for y in range(ROWS)]
    partners = [make.a_region(name=f"Sterk Techniekonderwijs {n}") for n in range(regions)]
    with changing():
        there = Municipality.objects.bulk_create(
            Municipality(
                name=f"Gemeente {x}-{y}",
                slug=f"gemeente-{x}-{y}",
                folded_name=f"gemeente {x} {y}",
                code=f"GM{1000 + x * ROWS + y}",
                province=Province.NOORD_HOLLAND,
            )
            for x, y in cells
        )
        Boundary.objects.bulk_create(
            Boundary(code=one.code, municipality=one, shape=shape(*cell))
            for one, cell in zip(there, cells, strict=True)
        )
        schools = School.objects.bulk_create(
            School(
                name=f"School {one}",
                slug=f"school-{one.slug}",
                municipality=one,
                published_from=make.PUBLISHED,
                source=make.SOURCE,
            )
            for one in there
        )
        SchoolParticipation.objects.bulk_create(
            SchoolParticipation(
                region=partners[(x // 2 * 7 + y // 2) % regions], school=school, source=make.SOURCE
            )
            for (x, y), school in zip(cells, schools, strict=True)
        )
