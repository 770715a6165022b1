"""Boundaries are simplified such that neighbours keep the same border."""

from itertools import pairwise, product
from random import Random

from pactdir.map.outlines import Outlines
from pactdir.map.viewport import Viewport
from regions.geo.distances import Point

VIEWPORT = Viewport(west=0, north=53, scale=100, width=500, height=500)


def crooked_squares(size=6, corners=8):
    """Adjacent units with crooked borders; both sides of a border have the same vertices."""
    random = Random(3)  # noqa: S311 (no secret)
    lines = {}

    def line(start, end):
        if start > end:
            return line(end, start)[::-1]
        if (start, end) not in lines:
            lines[start, end] = [
                [
                    start[0] + (end[0] - start[0]) * step / corners + random.uniform(-0.08, 0.08),
                    start[1] + (end[1] - start[1]) * step / corners + random.uniform(-0.08, 0.08),
                ]
                for step in range(1, corners)
            ]
        return lines[start, end]

    shapes = {}
    for x, y in product(range(size), repeat=2):
        nodes = [(x, 47 + y), (x + 1, 47 + y), (x + 1, 48 + y), (x, 48 + y)]
        ring = []
        for start, end in zip(nodes, nodes[1:] + nodes[:1], strict=True):
            ring += [list(start), *line(start, end)]
        shapes[x, y] = [[[*ring, ring[0]]]]
    return shapes


def edges_of(outlines, key):
    return {frozenset(edge) for ring in outlines.rings[key] for edge in pairwise([*ring, ring[0]])}


def test_neighbours_keep_sharing_their_border():
    outlines = Outlines(crooked_squares(), VIEWPORT, min_area=60)
    sides = {}
    for key in outlines.rings:
        for edge in edges_of(outlines, key):
            sides.setdefault(edge, []).append(key)

    inner = [key for key in outlines.rings if 0 < key[0] < 5 and 0 < key[1] < 5]
    unshared = [
        (key, edge) for key in inner for edge in edges_of(outlines, key) if len(sides[edge]) != 2
    ]
    assert len(inner) == 16
    assert unshared == []


def test_the_order_of_the_shapes_makes_no_difference():
    shapes = crooked_squares()
    backwards = {
        key: [[ring[::-1] for ring in polygon] for polygon in shape]
        for key, shape in reversed(shapes.items())
    }

    forward, backward = (Outlines(each, VIEWPORT, 60) for each in (shapes, backwards))

    assert {key: edges_of(forward, key) for key in shapes} == {
        key: edges_of(backward, key) for key in shapes
    }


def test_an_insignificant_vertex_is_dropped():
    [ring] = Outlines(
        {"a": [[[[0, 50], [1, 50.01], [2, 50], [2, 52], [0, 52], [0, 50]]]]}, VIEWPORT, 300
    ).rings["a"]
    assert len(ring) == 4
    [ring] = Outlines(
        {"a": [[[[0, 50], [1, 50.5], [2, 50], [2, 52], [0, 52], [0, 50]]]]}, VIEWPORT, 300
    ).rings["a"]
    assert len(ring) == 5


def test_an_island_keeps_three_vertices_and_a_tiny_shape_is_dropped():
    island = [[[[0, 50], [0.1, 50], [0.1, 50.1], [0, 50.1], [0, 50]]]]
    speck = [[[[1, 50], [1.001, 50], [1.001, 50.001], [1, 50]]]]
    outlines = Outlines({"island": island, "speck": speck}, VIEWPORT, min_area=1000)

    assert list(outlines.rings) == ["island"]
    assert len(outlines.rings["island"][0]) == 3


def test_each_border_between_groups_is_rendered_once():
    shapes = crooked_squares(size=2, corners=1)
    outlines = Outlines(shapes, VIEWPORT, 1)
    groups = {(0, 0): "a", (0, 1): "a", (1, 0): "b", (1, 1): None}

    # Five vertical sides of 100, and horizontally two of 61 around a and two of 62 around b.
    assert length(outlines.borders(groups)) == 746
    assert outlines.borders({}) == ""
    assert outlines.neighbours(groups) == {"a": {"b"}, "b": {"a"}}


def length(path):
    total = 0
    for line in path.split("m")[1:]:
        numbers = [int(number) for number in line.replace("-", " -").split()]
        total += sum(abs(number) for number in numbers[2:])
    return total


def test_path_data_is_relative():
    outlines = Outlines({"a": [[[[0, 50], [2, 50], [2, 52], [0, 52], [0, 50]]]]}, VIEWPORT, 1)
    assert outlines.path("a") == "m0 300 123 0 0-200-123 0z"


def test_a_viewport_keeps_the_aspect_ratio_and_limits_the_zoom():
    viewport = Viewport.around([Point(52, 5), Point(53, 6)], 850, 1000, margin=50)
    (west, south), (east, north) = viewport.project(Point(52, 5)), viewport.project(Point(53, 6))

    assert (south - north) / (east - west) == 900 / 552
    assert (south, north) == (950, 50)
    single = Viewport.around([Point(52, 5)], 850, 1000, min_km=40)
    assert single.project(Point(52, 5)) == (425, 500)
    assert single.units(40) == 850
    assert Viewport.around([], 850, 1000, min_km=300).units(300) == 850
