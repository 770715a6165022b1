"""The postcode from which distances to a place are measured."""

import pytest

from regions.geo.central_postcode import Area, central_postcode
from regions.geo.distances import Point

WEST, MIDDLE, EAST = (Point(52, degrees) for degrees in (5.0, 5.02, 5.04))


@pytest.mark.parametrize(
    ("areas", "code"),
    [
        ([], ""),
        ([Area("1001", None)], "1001"),
        ([Area("1001", WEST), Area("1002", MIDDLE), Area("1003", EAST)], "1002"),
        ([Area("1001", WEST, 2), Area("1002", MIDDLE), Area("1003", EAST)], "1001"),
        ([Area("1001", WEST), Area("1002", MIDDLE), Area("1003", EAST, 2)], "1003"),
        ([Area("1001", None, 5), Area("1002", MIDDLE), Area("1003", EAST)], "1002"),
        ([Area("1002", WEST), Area("1001", EAST)], "1002"),
        ([Area("1002", WEST), Area("1001", WEST)], "1001"),
    ],
    ids=[
        "no postcode",
        "no coordinates",
        "the one in the middle",
        "pulled west by its schools",
        "pulled east by its schools",
        "schools do not count without coordinates",
        "two without schools",
        "two at the same point: the lowest number",
    ],
)
def test_the_middle_postcode_of_a_place_is_near_its_schools(areas, code):
    assert central_postcode(areas) == code
