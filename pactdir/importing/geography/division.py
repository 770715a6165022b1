"""How the country is divided on a day: which municipality stands for which."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from regions.models import Municipality, MunicipalitySuccession


@dataclass
class Division:
    """The municipalities that stand on that day; files of before and after name others too."""

    day: date
    standing: dict[int, Municipality] = field(init=False)

    def __post_init__(self) -> None:
        self.standing = {town.pk: town for town in Municipality.objects.current(self.day).real()}
        self._onward: defaultdict[int, set[int]] = defaultdict(set)
        self._back: defaultdict[int, set[int]] = defaultdict(set)
        for row in MunicipalitySuccession.objects.all():
            if row.on.first_day <= self.day:
                self._onward[row.old_id].add(row.new_id)
            else:
                self._back[row.new_id].add(row.old_id)

    def of(self, municipality: Municipality) -> list[Municipality]:
        """Itself where it stands; else those it went on in, or that will go on in it.

        Several where it was split, or will be made of several.
        """
        ways = self._back if municipality.pk in self._back else self._onward
        standing: dict[int, Municipality] = {}
        seen, ahead = set(), {municipality.pk}
        while ahead:
            standing |= {pk: self.standing[pk] for pk in ahead if pk in self.standing}
            seen |= ahead
            ahead = {pk for town in ahead - standing.keys() for pk in ways[town]} - seen
        return sorted(standing.values(), key=lambda town: (town.folded_name, town.code))
