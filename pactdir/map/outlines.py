"""Outlines on squared paper: few corners, and on both sides of a border the same ones.

Every corner is put on the nearest crossing. A corner that hardly shows is then left out, judged
by the lines that meet in it and not by whose outline it is. So what were neighbours stay
neighbours, in whatever order they are drawn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import Any

from pactdir.map.frame import Cell, Frame

Ring = list[Cell]
Line = list[Cell]
# A list of polygons, each a list of rings, as a Boundary keeps them.
Shape = list[list[list[list[float]]]]


class Outlines:
    """The outlines of many shapes by their key; one that is smaller than a square is not here.

    A corner stays where it makes a bend of so many squares (see `_bend`).
    """

    def __init__(self, shapes: Mapping[Any, Shape], frame: Frame, least_bend: float) -> None:
        snapped = {key: list(_snapped(shape, frame)) for key, shape in shapes.items()}
        dropped = _hardly_showing(
            (ring for rings in snapped.values() for ring in rings), least_bend
        )
        self.rings: dict[Any, list[Ring]] = {}
        for key, rings in snapped.items():
            kept = [[cell for cell in ring if cell not in dropped] for ring in rings]
            if kept := [ring for ring in kept if len(ring) > 2]:
                self.rings[key] = kept

    def path(self, key: Any) -> str:
        return path_of(self.rings[key], closed=True)

    def borders(self, groups: Mapping[Any, Hashable], sheet: Frame | None = None) -> str:
        """The lines between shapes of other groups, each once; not those between two of none.

        With a sheet only those that show on it.
        """
        beside: defaultdict[tuple[Cell, Cell], list[Hashable]] = defaultdict(list)
        for key, rings in self.rings.items():
            for ring in rings:
                for edge in _edges(ring):
                    beside[edge].append(groups.get(key))
        parted = [
            edge
            for edge, sides in beside.items()
            if any(sides)
            and (len(sides) == 1 or len(set(sides)) > 1)
            and (sheet is None or sheet.may_cross(*edge))
        ]
        return path_of(_joined(parted), closed=False)

    def neighbours(self, groups: Mapping[Any, Hashable]) -> dict[Hashable, set[Hashable]]:
        """Which groups lie side by side."""
        seen: defaultdict[tuple[Cell, Cell], set[Hashable]] = defaultdict(set)
        for key, rings in self.rings.items():
            if groups.get(key):
                for ring in rings:
                    for edge in _edges(ring):
                        seen[edge].add(groups[key])
        beside: defaultdict[Hashable, set[Hashable]] = defaultdict(set)
        for sides in seen.values():
            for one in sides:
                beside[one] |= sides - {one}
        return beside


def path_of(lines: Iterable[Line], closed: bool) -> str:
    """Path data, all of it relative: short numbers, and many of them alike."""
    parts, at = [], (0, 0)
    for line in lines:
        steps = []
        start = line[0]
        for cell in line:
            steps += [cell[0] - at[0], cell[1] - at[1]]
            at = cell
        numbers = "".join(
            str(step) if step < 0 or not place else f" {step}" for place, step in enumerate(steps)
        )
        parts.append(f"m{numbers}{'z' if closed else ''}")
        if closed:
            at = start
    return "".join(parts)


def _snapped(shape: Shape, frame: Frame) -> Iterator[Ring]:
    for polygon in shape:
        for ring in polygon:
            cells = _without_returns(frame.place(*corner[:2]) for corner in ring)
            if len(cells) > 2:
                yield cells


def _without_returns(cells: Iterable[Cell]) -> Ring:
    """Without what is said twice, or goes somewhere and straight back."""
    ring: Ring = []
    for cell in cells:
        if ring and ring[-1] == cell:
            continue
        if len(ring) > 1 and ring[-2] == cell:
            ring.pop()
            continue
        ring.append(cell)
    while len(ring) > 1 and (ring[0] == ring[-1] or ring[1] == ring[-1] or ring[0] == ring[-2]):
        ring.pop() if ring[0] in (ring[-1], ring[-2]) else ring.pop(0)
    return ring


def _hardly_showing(rings: Iterable[Ring], least_bend: float) -> set[Cell]:
    """Corners between two lines only, the flattest first, while the bend is less than that area."""
    beside: defaultdict[Cell, set[Cell]] = defaultdict(set)
    for ring in rings:
        for one, other in _edges(ring):
            beside[one].add(other)
            beside[other].add(one)
    ahead = [(_bend(cell, ends), cell) for cell, ends in beside.items() if len(ends) == 2]
    heapify(ahead)
    dropped = set()
    while ahead:
        bend, cell = heappop(ahead)
        if bend >= least_bend:
            break
        if cell in dropped or _bend(cell, beside[cell]) != bend:
            continue
        one, other = beside[cell]
        if other in beside[one]:
            continue  # the last three corners of an island
        dropped.add(cell)
        for end, far in ((one, other), (other, one)):
            beside[end].remove(cell)
            beside[end].add(far)
            if len(beside[end]) == 2:
                heappush(ahead, (_bend(end, beside[end]), end))
    return dropped


def _bend(cell: Cell, ends: set[Cell]) -> float:
    """How much land a corner makes: twice the triangle with where its two lines come from."""
    (x, y), (one, other) = cell, ends
    return abs((one[0] - x) * (other[1] - y) - (other[0] - x) * (one[1] - y))


def _edges(ring: Ring) -> Iterator[tuple[Cell, Cell]]:
    for one, other in pairwise([*ring, ring[0]]):
        yield (one, other) if one < other else (other, one)


def _joined(edges: Iterable[tuple[Cell, Cell]]) -> Iterator[Line]:
    """Long lines of these edges, each edge in one of them."""
    beside: defaultdict[Cell, set[Cell]] = defaultdict(set)
    for one, other in edges:
        beside[one].add(other)
        beside[other].add(one)
    # Where lines meet or end first; what is left then goes round.
    for start in sorted(beside, key=lambda cell: (len(beside[cell]) == 2, cell)):
        while beside[start]:
            line = [start]
            while ends := beside[line[-1]]:
                following = min(ends)
                ends.remove(following)
                beside[following].remove(line[-1])
                line.append(following)
            yield line
