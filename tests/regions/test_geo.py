"""Distances as the crow flies."""

import pytest

from regions.geo.distances import Point, about_km, around, is_within, point_of
from regions.models import PostcodeArea
from regions.wording.dutch import NO_BREAK_SPACE, kilometres
from tests import make

HEERHUGOWAARD = Point(52.6717, 4.8450)
HOORN = Point(52.6424, 5.0602)
VAALS = Point(50.7706, 6.0177)
SCHIERMONNIKOOG = Point(53.4790, 6.1626)


@pytest.mark.parametrize(
    ("start", "end", "km"),
    [(HEERHUGOWAARD, HOORN, 14.9), (VAALS, SCHIERMONNIKOOG, 301.3), (HOORN, HOORN, 0)],
)
def test_distance_is_symmetric(start, end, km):
    assert start.km_to(end) == pytest.approx(km, abs=0.1)
    assert end.km_to(start) == start.km_to(end)


@pytest.mark.parametrize(
    ("km", "words"),
    [
        (0, "minder dan 1 km"),
        (0.49, "minder dan 1 km"),
        (0.5, "ongeveer 1 km"),
        (2.5, "ongeveer 3 km"),
        (14.4, "ongeveer 14 km"),
    ],
)
def test_a_distance_is_printed_in_whole_kilometres(km, words):
    # No line break between the number and its unit.
    assert about_km(km) == words.replace(" km", f"{NO_BREAK_SPACE}km")


@pytest.mark.parametrize("limit", [5, 10, 15, 25, 30])
def test_limits_compare_distances_as_displayed(limit):
    just_in, just_out = limit + 0.49, limit + 0.5

    printed_in, printed_out = f"ongeveer {kilometres(limit)}", f"ongeveer {kilometres(limit + 1)}"
    assert (about_km(just_in), is_within(just_in, limit)) == (printed_in, True)
    assert (about_km(just_out), is_within(just_out, limit)) == (printed_out, False)


@pytest.mark.parametrize("half", [None, 52.6])
def test_a_point_needs_both_coordinates(half):
    assert point_of(PostcodeArea(latitude=half)) is None
    assert point_of(None) is None
    assert point_of(PostcodeArea(latitude=52.6, longitude=5.0)) == Point(52.6, 5.0)


@pytest.mark.django_db
@pytest.mark.parametrize("corner", [Point(50.9, 5.9), SCHIERMONNIKOOG])
@pytest.mark.parametrize(("north", "east"), [(1, 0), (-1, 0), (0, 1), (0, -1)])
def test_the_bounding_box_contains_all_points_within_the_distance(corner, north, east):
    at = Point(corner.latitude + north * 0.0898, corner.longitude + east * 0.14)
    area = make.a_postcode_area(latitude=at.latitude, longitude=at.longitude)
    reach = corner.km_to(at)

    assert list(PostcodeArea.objects.filter(around(corner, reach + 0.01))) == [area]
    assert not PostcodeArea.objects.filter(around(corner, reach / 2.5)).exists()
