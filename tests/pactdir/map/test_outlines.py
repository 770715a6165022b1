"""Outlines with few corners, of which neighbours keep the same ones."""

from itertools import pairwise, product
from random import Random

from pactdir.map.frame import Frame
from pactdir.map.outlines import Outlines
from regions.geo.distances import Point

FRAME = Frame(west=0, north=53, scale=100, width=500, height=500)


def crooked_squares(size=6, corners=8):
    """Squares side by side; each border is crooked, and its two sides say the same corners."""
    chance = Random(3)  # noqa: S311 (a drawing, no secret)
    lines = {}

    def line(one, other):
        if one > other:
            return line(other, one)[::-1]
        if (one, other) not in lines:
            lines[one, other] = [
                [
                    one[0] + (other[0] - one[0]) * step / corners + chance.uniform(-0.08, 0.08),
                    one[1] + (other[1] - one[1]) * step / corners + chance.uniform(-0.08, 0.08),
                ]
                for step in range(1, corners)
            ]
        return lines[one, other]

    shapes = {}
    for x, y in product(range(size), repeat=2):
        around = [(x, 47 + y), (x + 1, 47 + y), (x + 1, 48 + y), (x, 48 + y)]
        ring = []
        for one, other in zip(around, around[1:] + around[:1], strict=True):
            ring += [list(one), *line(one, other)]
        shapes[x, y] = [[[*ring, ring[0]]]]
    return shapes


def edges_of(outlines, key):
    return {frozenset(edge) for ring in outlines.rings[key] for edge in pairwise([*ring, ring[0]])}


def test_neighbours_keep_sharing_their_border():
    outlines = Outlines(crooked_squares(), FRAME, least_bend=60)
    sides = {}
    for key in outlines.rings:
        for edge in edges_of(outlines, key):
            sides.setdefault(edge, []).append(key)

    inner = [key for key in outlines.rings if 0 < key[0] < 5 and 0 < key[1] < 5]
    alone = [
        (key, edge) for key in inner for edge in edges_of(outlines, key) if len(sides[edge]) != 2
    ]
    assert len(inner) == 16
    assert alone == []


def test_the_order_in_which_they_are_drawn_is_no_matter():
    shapes = crooked_squares()
    backwards = {
        key: [[ring[::-1] for ring in polygon] for polygon in shape]
        for key, shape in reversed(shapes.items())
    }

    one, other = (Outlines(each, FRAME, 60) for each in (shapes, backwards))

    assert {key: edges_of(one, key) for key in shapes} == {
        key: edges_of(other, key) for key in shapes
    }


def test_what_hardly_bends_is_not_drawn():
    [ring] = Outlines(
        {"a": [[[[0, 50], [1, 50.01], [2, 50], [2, 52], [0, 52], [0, 50]]]]}, FRAME, 300
    ).rings["a"]
    assert len(ring) == 4
    [ring] = Outlines(
        {"a": [[[[0, 50], [1, 50.5], [2, 50], [2, 52], [0, 52], [0, 50]]]]}, FRAME, 300
    ).rings["a"]
    assert len(ring) == 5


def test_an_island_keeps_three_corners_and_what_is_smaller_than_a_square_is_left_out():
    island = [[[[0, 50], [0.1, 50], [0.1, 50.1], [0, 50.1], [0, 50]]]]
    speck = [[[[1, 50], [1.001, 50], [1.001, 50.001], [1, 50]]]]
    outlines = Outlines({"island": island, "speck": speck}, FRAME, least_bend=1000)

    assert list(outlines.rings) == ["island"]
    assert len(outlines.rings["island"][0]) == 3


def test_borders_are_between_groups_each_once():
    shapes = crooked_squares(size=2, corners=1)
    outlines = Outlines(shapes, FRAME, 1)
    groups = {(0, 0): "a", (0, 1): "a", (1, 0): "b", (1, 1): None}

    # Upright five of 100, level two of 61 round a and two of 62 round b.
    assert length(outlines.borders(groups)) == 746
    assert outlines.borders({}) == ""
    assert outlines.neighbours(groups) == {"a": {"b"}, "b": {"a"}}


def length(path):
    """Of a path of upright and level lines."""
    total = 0
    for line in path.split("m")[1:]:
        numbers = [int(number) for number in line.replace("-", " -").split()]
        total += sum(abs(number) for number in numbers[2:])
    return total


def test_a_path_says_each_step_from_the_last():
    outlines = Outlines({"a": [[[[0, 50], [2, 50], [2, 52], [0, 52], [0, 50]]]]}, FRAME, 1)
    assert outlines.path("a") == "m0 300 123 0 0-200-123 0z"


def test_a_frame_keeps_the_shape_of_the_country_and_is_never_too_near():
    frame = Frame.around([Point(52, 5), Point(53, 6)], 850, 1000, edge=50)
    (west, south), (east, north) = frame.cell(Point(52, 5)), frame.cell(Point(53, 6))

    assert (south - north) / (east - west) == 900 / 552
    assert (south, north) == (950, 50)
    alone = Frame.around([Point(52, 5)], 850, 1000, least_km=40)
    assert alone.cell(Point(52, 5)) == (425, 500)
    assert alone.squares(40) == 850
    assert Frame.around([], 850, 1000, least_km=300).squares(300) == 850
