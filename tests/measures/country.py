"""An invented country of real size, evenly spread, with an outline per municipality."""

from collections.abc import Sequence
from math import ceil, sqrt
from typing import Any

from regions.models import Boundary, PostcodeArea
from regions.writing.changing import changing
from schools.models import School
from tests import make
from tests.real_size import the_whole_country

SOUTH, NORTH, WEST, EAST = 50.8, 53.4, 3.6, 7.1  # degrees
CORNERS = ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))


def fill() -> None:
    _, municipalities = the_whole_country()
    with changing():
        for rows in (municipalities, PostcodeArea.objects.order_by("code"), School.objects.all()):
            _spread(list(rows))
        Boundary.objects.bulk_create(
            make.BoundaryFactory.build(municipality=row, shape=[[_square(row)]])
            for row in municipalities
        )


def _spread(rows: Sequence[Any]) -> None:
    columns = ceil(sqrt(len(rows)))
    for number, row in enumerate(rows):
        row.longitude = WEST + (EAST - WEST) * (number % columns) / columns
        row.latitude = SOUTH + (NORTH - SOUTH) * (number // columns) / columns
    type(rows[0])._default_manager.bulk_update(rows, ["latitude", "longitude"], batch_size=200)


def _square(row: Any) -> list[list[float]]:
    high, wide = (NORTH - SOUTH) / 19, (EAST - WEST) / 19
    return [[row.longitude + x * wide, row.latitude + y * high] for x, y in CORNERS]
