"""Whether a straight line crosses open water, according to the boundaries of all provinces."""

import csv
import json

import pytest

from regions.clock import today
from regions.geo.distances import Point
from regions.models import Province
from regions.open_water import ANY_WATERS, OpenWater, open_water
from tests import make
from tests.pactdir.importing.files import OFFICIAL_FILES, needs_official_files


def a_square(west, south, east, north):
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


WEST, EAST = Point(52.6, 4.9), Point(52.6, 5.5)
COASTS = [[a_square(4.7, 52.3, 5.0, 52.9)], [a_square(5.3, 52.3, 5.7, 52.9)]]


@pytest.mark.parametrize(
    ("shapes", "start", "end", "expected"),
    [
        (COASTS, WEST, EAST, True),
        (COASTS, EAST, WEST, True),
        (COASTS, WEST, Point(52.7, 4.95), False),  # on the same side
        (COASTS, WEST, None, False),
        ([*COASTS, [a_square(5.0, 52.3, 5.3, 52.9)]], WEST, EAST, False),  # with land in between
        # A river 700 metres wide; a strait of two kilometres.
        ([[a_square(4.7, 52.3, 5.2, 52.9)], [a_square(5.21, 52.3, 5.7, 52.9)]], WEST, EAST, False),
        ([[a_square(4.7, 52.3, 5.2, 52.9)], [a_square(5.23, 52.3, 5.7, 52.9)]], WEST, EAST, True),
        # A lake in a hole of its province.
        (
            [[[*a_square(4.7, 52.3, 5.7, 52.9), *a_square(5.1, 52.5, 5.3, 52.7)]]],
            WEST,
            EAST,
            True,
        ),
        # Outside the country: between Vaals and Kerkrade there is no province either.
        ([[a_square(5.9, 50.7, 6.0, 50.8)]], Point(50.77, 5.99), Point(50.87, 6.06), False),
        ([], WEST, EAST, False),
    ],
)
def test_a_line_crosses_water_outside_provinces_and_not_abroad(shapes, start, end, expected):
    assert OpenWater(shapes).lies_between(start, end) is expected


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        (51.33, 3.20),  # Zeebrugge
        (51.346, 3.287),  # Knokke
        (51.30, 4.25),  # Doel
        (51.36, 4.30),  # Zandvliet
        (51.468, 4.47),  # Essen
        (51.44, 4.93),  # Baarle-Hertog
        (53.37, 7.21),  # Emden
        (53.40, 7.02),  # Campen
        (53.59, 6.70),  # Borkum
        (52.43, 7.07),  # Nordhorn
    ],
)
def test_belgium_and_germany_are_not_water(latitude, longitude):
    assert not ANY_WATERS.contains(latitude, longitude)


@pytest.mark.django_db
def test_water_is_unknown_until_every_province_has_a_boundary():
    codes = list(Province.values)
    for code, shape in zip(codes[:2], COASTS, strict=True):
        make.a_boundary(code=code, shape=shape)
    for code in codes[2:-1]:
        make.a_boundary(code=code, shape=[a_square(6.0, 52.0, 6.1, 52.1)])
    assert not open_water(today()).lies_between(WEST, EAST)

    make.a_boundary(code=codes[-1], shape=[a_square(6.0, 52.0, 6.1, 52.1)])
    assert open_water(today()).lies_between(WEST, EAST)


# --- the real country ---

OVER_WATER = [
    *("1791 1781", "8881 8861", "8899 8861", "9163 9101", "9166 9101"),  # the Wadden islands
    *("4511 4381", "4531 4381", "4531 4461", "4561 4461", "4561 4611"),  # the Westerschelde
    *("4301 4461", "4301 4611"),  # the Oosterschelde
    *("1601 8224", "1131 1315", "1621 8224", "8715 1601", "8754 1779", "1271 1354"),
]
OVER_LAND = [
    *("6291 6461", "6041 6411", "7511 7101", "6591 5801", "5911 6511"),  # across Germany
    *("4524 4561", "4611 4645", "5111 5131", "6211 6001"),  # along or across Belgium
    *("1621 1601", "2041 1781", "2511 2221", "9671 9933", "8531 8321", "4531 4561", "8261 8011"),
    *("3011 3201", "1011 2011", "1141 1023", "3311 4811", "1021 1012", "9561 7811"),
]


@needs_official_files
def test_with_real_boundaries_only_islands_and_coasts_are_across_water():
    outlines = json.loads((OFFICIAL_FILES / "provincies.geojson").read_text())["features"]
    geometries = [outline["geometry"] for outline in outlines]
    water = OpenWater(
        [
            geometry["coordinates"]
            if geometry["type"] == "MultiPolygon"
            else [geometry["coordinates"]]
            for geometry in geometries
        ]
    )
    with (OFFICIAL_FILES / "pc4.csv").open() as file:
        points = {
            row["pc4"]: Point(float(row["lat"]), float(row["lon"])) for row in csv.DictReader(file)
        }

    def over_water(pairs):
        return [
            pair for pair in pairs if water.lies_between(*(points[code] for code in pair.split()))
        ]

    assert len(geometries) == 12
    assert over_water(OVER_WATER) == OVER_WATER
    assert over_water(OVER_LAND) == []
