"""The former municipality of a current school or place on a past date.

Schools and places are stored with their current municipality, so this follows successions back.
After a merger the former one is known only if the place has its name: Heerhugowaard was in
Heerhugowaard.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from regions.formations import formation_days
from regions.models import Municipality, MunicipalitySuccession
from regions.names.folding import fold


class PastMunicipalities:
    """Loads all successions after `on` in one query."""

    def __init__(self, on: date) -> None:
        self.on = on
        self._old: defaultdict[int, list[Municipality]] = defaultdict(list)
        self._new: defaultdict[int, list[Municipality]] = defaultdict(list)
        later = MunicipalitySuccession.objects.filter(on__gt=on).select_related("old", "new")
        for succession in later.order_by("old__folded_name", "pk"):
            self._old[succession.new_id].append(succession.old)
            self._new[succession.old_id].append(succession.new)

    def candidates(self, municipality: Municipality) -> list[Municipality]:
        """Its predecessors on that date, whole or in part, or the municipality itself."""
        return [row for row in _reachable(self._old, municipality) if self._existed(row)]

    def _existed(self, municipality: Municipality) -> bool:
        return municipality.existed(self.on) and not self.is_formed_later(municipality)

    def is_formed_later(self, municipality: Municipality) -> bool:
        """Whether a later merger certainly formed it."""
        return municipality.pk in self._old and municipality.pk in formation_days(self.on)

    def successors(self, municipality: Municipality) -> list[Municipality]:
        """The municipality, and those it later merged into, whole or in part."""
        return _reachable(self._new, municipality)

    def perhaps_formed_from(self, municipality: Municipality) -> list[Municipality]:
        """Municipalities that later merged into it, if it may have been formed by that merger.

        Its start is unknown, and its code is higher than theirs: CBS assigns ascending codes.
        """
        old = self._old.get(municipality.pk, [])
        is_older = any(row.code > municipality.code for row in old)
        return [] if municipality.valid_from or is_older or len(old) < 2 else old

    def of(self, municipality: Municipality | None, place: str) -> list[Municipality]:
        """Return the candidates for a place (a folded name); several if it is unknown which one."""
        candidates = self.candidates(municipality) if municipality else []
        named = [row for row in candidates if place in _names(row)]
        return named[:1] or candidates


def _reachable(
    steps: dict[int, list[Municipality]], municipality: Municipality
) -> list[Municipality]:
    found, to_visit = {municipality.pk: municipality}, [municipality.pk]
    while to_visit:
        for row in steps.get(to_visit.pop(), []):
            if row.pk not in found:
                found[row.pk] = row
                to_visit.append(row.pk)
    return list(found.values())


def _names(municipality: Municipality) -> set[str]:
    return {fold(name) for name in municipality.all_names()}
