"""The municipality of an earlier day in which a school or place of now lay.

Schools and places are stored with their present municipality, so this follows the successions
back. After a merger only the name of the place can tell which it was: Heerhugowaard lay in
Heerhugowaard. Otherwise it is not known.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from regions.models import Municipality, MunicipalitySuccession
from regions.names.folding import fold


class MunicipalitiesThen:
    """One query, for all successions after the day."""

    def __init__(self, on: date) -> None:
        self.on = on
        self._old: defaultdict[int, list[Municipality]] = defaultdict(list)
        self._new: defaultdict[int, list[Municipality]] = defaultdict(list)
        later = MunicipalitySuccession.objects.filter(on__gt=on).select_related("old", "new")
        for succession in later.order_by("old__folded_name", "pk"):
            self._old[succession.new_id].append(succession.old)
            self._new[succession.old_id].append(succession.new)

    def candidates(self, municipality: Municipality) -> list[Municipality]:
        """The municipalities of that day that it was, absorbed or took a part of."""
        return [row for row in _along(self._old, municipality) if row.existed(self.on)]

    def successors(self, municipality: Municipality) -> list[Municipality]:
        """Itself, and the municipalities that it later became or gave a part to."""
        return _along(self._new, municipality)

    def of(self, municipality: Municipality | None, place: str) -> list[Municipality]:
        """Of a place by its folded name: several if it is not known in which of them it lay."""
        candidates = self.candidates(municipality) if municipality else []
        named = [row for row in candidates if place in _names(row)]
        return named[:1] or candidates


def _along(steps: dict[int, list[Municipality]], municipality: Municipality) -> list[Municipality]:
    found, ahead = {municipality.pk: municipality}, [municipality.pk]
    while ahead:
        for row in steps.get(ahead.pop(), []):
            if row.pk not in found:
                found[row.pk] = row
                ahead.append(row.pk)
    return list(found.values())


def _names(municipality: Municipality) -> set[str]:
    return {fold(name) for name in municipality.all_names()}
