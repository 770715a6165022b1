"""Schools as numbered points; those on nearly the same spot as one, that says how many it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pactdir.map.frame import Cell, Frame
from pactdir.map.labels import Label, Lettering, labels
from regions.geo.distances import point_of
from regions.wording.dutch import counted, listed

# On a sheet of 500 squares that the narrowest phone shows 288 px wide, a point of 42 squares across
# is a target of 24 px; no two lie over each other.
REACH = 21
LETTERING = Lettering(size=18, mark=17)
MOST_NAMED = 4


@dataclass(frozen=True)
class Spot:
    """One point on the map: a school, or several that lie too near to tell apart."""

    cell: Cell
    schools: list[tuple[int, Any]]

    @property
    def text(self) -> str:
        return str(self.schools[0][0]) if len(self.schools) == 1 else f"{len(self.schools)}×"

    @property
    def name(self) -> str:
        names = [f"{number} {school.label}" for number, school in self.schools]
        if len(names) == 1:
            return names[0]
        more = len(names) - MOST_NAMED
        shown = [*names[:MOST_NAMED], *([f"nog {more}"] if more > 0 else [])]
        return f"{counted(len(names), 'school', 'scholen')}: {listed(shown)}"

    @property
    def address(self) -> str:
        """The school's page; of several the first one in the list on this page."""
        number, school = self.schools[0]
        return school.get_absolute_url() if len(self.schools) == 1 else f"#school-{number}"


def numbered(schools: Iterable[Any]) -> list[tuple[int, Any]]:
    """The schools that have a point with their numbers, in the order of the list."""
    return list(enumerate((one for one in schools if point_of(one)), start=1))


def spots(schools: list[tuple[int, Any]], frame: Frame) -> list[Spot]:
    """Those on the sheet; what lies too near is joined, until all lie far enough apart."""
    groups: list[Group] = []
    for number, school in schools:
        point = point_of(school)
        if point and frame.holds(cell := frame.cell(point)):
            _join(groups, ([number], cell))
    while crowded := next((group for group in groups if _near(groups, group)), None):
        groups.remove(crowded)
        _join(groups, crowded)
    by_number = dict(schools)
    return [
        Spot(cell, [(number, by_number[number]) for number in numbers])
        for numbers, cell in sorted(groups)
    ]


def place_labels(spots: list[Spot], frame: Frame) -> list[Label]:
    """The name of each place at its northernmost point."""
    norths: dict[str, Cell] = {}
    for spot in sorted(spots, key=lambda spot: spot.cell[1]):
        for _, school in spot.schools:
            if school.place:
                norths.setdefault(school.place.name, spot.cell)
    points = [(cell, name) for name, cell in norths.items()]
    return labels(points, [spot.cell for spot in spots], frame, LETTERING)


Group = tuple[list[int], Cell]


def _join(groups: list[Group], new: Group) -> None:
    """To the nearest of those that lie too near, or as one of its own."""
    near = min(_near(groups, new), key=lambda one: _apart(one[1], new[1]), default=None)
    if near is None:
        groups.append(new)
    else:
        groups.remove(near)
        groups.append((sorted(near[0] + new[0]), _middle(near, new)))


def _near(groups: list[Group], new: Group) -> list[Group]:
    return [one for one in groups if one is not new and _apart(one[1], new[1]) < (2 * REACH) ** 2]


def _apart(one: Cell, other: Cell) -> int:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def _middle(one: Group, other: Group) -> Cell:
    """As near to each as it has schools."""
    few, many = len(one[0]), len(other[0])
    x, y = (round((one[1][axis] * few + other[1][axis] * many) / (few + many)) for axis in range(2))
    return x, y
