"""Simplified boundaries whose shared borders stay identical on both sides.

Vertices are snapped to the integer grid, and then simplified by the Visvalingam-Whyatt algorithm: a
vertex that contributes little area is dropped. Whether it is dropped depends on the lines that meet
there, not on the boundary it belongs to, so neighbours stay neighbours in whatever order they are
processed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import Any, TypeVar

from pactdir.map.viewport import XY, Viewport
from regions.geo.distances import Point

Group = TypeVar("Group", bound=Hashable)

Ring = list[XY]
Line = list[XY]
Edge = tuple[XY, XY]
Graph = defaultdict[XY, set[XY]]
# A list of polygons, each a list of rings of [longitude, latitude], as in Boundary.shape.
Shape = list[list[list[list[float]]]]


class Outlines:
    """The simplified boundaries of many shapes, by key; a shape smaller than a grid cell is
    dropped.

    `min_area` is compared with twice the area of the triangle of a vertex and its two neighbours.
    """

    def __init__(self, shapes: Mapping[Any, Shape], viewport: Viewport, min_area: float) -> None:
        snapped = {key: list(_snap(shape, viewport)) for key, shape in shapes.items()}
        all_rings = (ring for rings in snapped.values() for ring in rings)
        dropped = _insignificant_corners(all_rings, min_area)
        self.rings: dict[Any, list[Ring]] = {}
        for key, rings in snapped.items():
            simplified = [[corner for corner in ring if corner not in dropped] for ring in rings]
            if polygons := [ring for ring in simplified if len(ring) > 2]:
                self.rings[key] = polygons

    def path(self, key: Any) -> str:
        return path_data(self.rings[key], closed=True)

    def borders(self, groups: Mapping[Any, Hashable], within: Viewport | None = None) -> str:
        """Path data of the borders between different groups, each rendered once.

        Borders between two shapes without a group are omitted.
        """
        sides: defaultdict[Edge, list[Hashable]] = defaultdict(list)
        for key, edge in self._edges():
            sides[edge].append(groups.get(key))
        borders = [
            edge
            for edge, edge_groups in sides.items()
            if any(edge_groups)
            and (len(edge_groups) == 1 or len(set(edge_groups)) > 1)
            and (within is None or within.may_intersect(*edge))
        ]
        return path_data(_join_edges(borders), closed=False)

    def neighbours(self, groups: Mapping[Any, Group]) -> dict[Group, set[Group]]:
        sides: defaultdict[Edge, set[Group]] = defaultdict(set)
        for key, edge in self._edges():
            if groups.get(key):
                sides[edge].add(groups[key])
        neighbours: defaultdict[Group, set[Group]] = defaultdict(set)
        for edge_groups in sides.values():
            for group in edge_groups:
                neighbours[group] |= edge_groups - {group}
        return neighbours

    def _edges(self) -> Iterator[tuple[Any, Edge]]:
        for key, rings in self.rings.items():
            for ring in rings:
                for edge in _ring_edges(ring):
                    yield key, edge


def outer_corners(shape: Shape) -> list[Point]:
    return [Point(latitude, longitude) for outer, *_ in shape for longitude, latitude, *_ in outer]


def path_data(lines: Iterable[Line], closed: bool) -> str:
    parts, position = [], (0, 0)
    for line in lines:
        steps = []
        for x, y in line:
            steps += [x - position[0], y - position[1]]
            position = x, y
        numbers = "".join(
            str(step) if step < 0 or not index else f" {step}" for index, step in enumerate(steps)
        )
        parts.append(f"m{numbers}{'z' if closed else ''}")
        if closed:
            position = line[0]
    return "".join(parts)


def _snap(shape: Shape, viewport: Viewport) -> Iterator[Ring]:
    for polygon in shape:
        for ring in polygon:
            corners = _without_spikes(viewport.project_degrees(*corner[:2]) for corner in ring)
            if len(corners) > 2:
                yield corners


def _without_spikes(corners: Iterable[XY]) -> Ring:
    ring: Ring = []
    for corner in corners:
        if ring and ring[-1] == corner:
            continue
        if len(ring) > 1 and ring[-2] == corner:
            ring.pop()
            continue
        ring.append(corner)
    while len(ring) > 1 and (ring[0] == ring[-1] or ring[1] == ring[-1] or ring[0] == ring[-2]):
        ring.pop() if ring[0] in (ring[-1], ring[-2]) else ring.pop(0)
    return ring


def _insignificant_corners(rings: Iterable[Ring], min_area: float) -> set[XY]:
    neighbours = _graph(edge for ring in rings for edge in _ring_edges(ring))
    queue = [(_area(xy, ends), xy) for xy, ends in neighbours.items() if len(ends) == 2]
    heapify(queue)
    dropped: set[XY] = set()
    while queue:
        area, corner = heappop(queue)
        if area >= min_area:
            break
        if corner in dropped or _area(corner, neighbours[corner]) != area:
            continue  # an outdated heap entry
        start, end = neighbours[corner]
        if end in neighbours[start]:
            continue  # the last three vertices of an island
        dropped.add(corner)
        _connect_neighbours(neighbours, corner)
        for xy in (start, end):
            if len(neighbours[xy]) == 2:
                heappush(queue, (_area(xy, neighbours[xy]), xy))
    return dropped


def _connect_neighbours(neighbours: Graph, corner: XY) -> None:
    start, end = neighbours[corner]
    for xy, other in ((start, end), (end, start)):
        neighbours[xy].remove(corner)
        neighbours[xy].add(other)


def _area(corner: XY, neighbours: set[XY]) -> float:
    """Twice the area of the triangle of a vertex and its two neighbours."""
    (x, y), ((x1, y1), (x2, y2)) = corner, neighbours
    return abs((x1 - x) * (y2 - y) - (x2 - x) * (y1 - y))


def _ring_edges(ring: Ring) -> Iterator[Edge]:
    # Put vertices in a fixed order, so that both sides of a border give the same edge.
    for start, end in pairwise([*ring, ring[0]]):
        yield (start, end) if start < end else (end, start)


def _graph(edges: Iterable[Edge]) -> Graph:
    neighbours: Graph = defaultdict(set)
    for start, end in edges:
        neighbours[start].add(end)
        neighbours[end].add(start)
    return neighbours


def _join_edges(edges: Iterable[Edge]) -> Iterator[Line]:
    neighbours = _graph(edges)
    # Vertices where lines meet or end come first; whatever remains after that is a closed loop.
    for start in sorted(neighbours, key=lambda xy: (len(neighbours[xy]) == 2, xy)):
        while neighbours[start]:
            line = [start]
            while ends := neighbours[line[-1]]:
                next_corner = min(ends)
                ends.remove(next_corner)
                neighbours[next_corner].remove(line[-1])
                line.append(next_corner)
            yield line
