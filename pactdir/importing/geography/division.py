"""The division of the country into municipalities on a date."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from regions.models import Municipality, MunicipalitySuccession


@dataclass
class Division:
    """The municipalities on a date; older and newer files may have others."""

    day: date
    current: dict[int, Municipality] = field(init=False)

    def __post_init__(self) -> None:
        self.current = {
            town.pk: town for town in Municipality.objects.current(self.day).exclude_examples()
        }
        self._successors: defaultdict[int, set[int]] = defaultdict(set)
        self._predecessors: defaultdict[int, set[int]] = defaultdict(set)
        for row in MunicipalitySuccession.objects.all():
            if row.on.first_day <= self.day:
                self._successors[row.old_id].add(row.new_id)
            else:
                self._predecessors[row.new_id].add(row.old_id)

    def counterparts_of(self, municipality: Municipality) -> list[Municipality]:
        """Return the municipality itself if it exists on that date, or its successors or
        predecessors.

        There are several if it was split, or will be formed by a merger.
        """
        links = self._predecessors if municipality.pk in self._predecessors else self._successors
        current: dict[int, Municipality] = {}
        seen, frontier = set(), {municipality.pk}
        while frontier:
            current |= {pk: self.current[pk] for pk in frontier if pk in self.current}
            seen |= frontier
            frontier = {linked for pk in frontier - current.keys() for linked in links[pk]} - seen
        return sorted(current.values(), key=lambda town: (town.folded_name, town.code))
