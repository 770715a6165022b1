"""Schools in one postcode are at equal distances, even if the street of one is unknown."""

import pytest

from regions.geo.distances import Point
from schools.measured_points import measured_point, points_by_postcode

OWN, AREA, NEIGHBOUR = Point(51.3232, 3.8389), Point(51.3265, 3.8342), Point(51.3230, 3.8390)


@pytest.mark.parametrize(
    ("own", "address", "postcode", "measured"),
    [
        (OWN, "Oude Vaart 1", "4537 CD", (OWN, "")),
        (OWN, "", "4537 CD", (OWN, "")),
        (AREA, "", "4537 CD", (NEIGHBOUR, "een school met postcode 4537 CD")),
        (None, "", "4537 CD", (NEIGHBOUR, "een school met postcode 4537 CD")),
        (AREA, "", "4537 AB", (AREA, "het midden van 4537")),
        (None, "", "4537 AB", (AREA, "het midden van 4537")),
    ],
)
def test_the_distance_to_a_school_without_a_street_is_that_to_one_in_its_postcode(
    own, address, postcode, measured
):
    assert measured_point(own, AREA, address, postcode, {"4537 CD": NEIGHBOUR}) == measured


def test_a_school_without_known_coordinates_has_no_distance():
    assert measured_point(None, None, "", "4537 AB", {}) == (None, "")


def test_distances_in_a_postcode_are_to_its_first_school():
    schools = [("", OWN), ("4537 CD", None), ("4537 CD", NEIGHBOUR), ("4537 CD", OWN)]

    assert points_by_postcode(schools) == {"4537 CD": NEIGHBOUR}
