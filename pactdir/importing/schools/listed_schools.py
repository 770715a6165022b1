"""Schools as a list names them, "Focus (Heerhugowaard)", found among ours by name and place."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Self

from pactdir.importing.schools.people_names import people_name
from regions.names.folding import fold
from regions.wording.dutch import listed
from schools.models import School

NAME_AND_PLACE = re.compile(r"(?P<name>.*?)(?:(?<!\s)\s*\((?P<place>[^()]*)\))?")
MOST_PROPOSED = 3


@dataclass
class ListedSchools:
    """Our schools by each name they have or had, and by where they are."""

    by_name: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    by_place: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    words: dict[int, set[str]] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)

    @classmethod
    def load(cls) -> Self:
        known = cls()
        schools = School.objects.real().filter(closed_on__isnull=True)
        # A location that may be one of ours is looked for by ours, until that is decided.
        schools = schools.exclude(proposed_as__verdict="")
        for row in schools.for_rows():
            former = {former.folded_name for former in row.former_names.all()}
            names = {fold(name) for name in (row.name, row.brand, row.official_name)} | former
            for name in filter(None, names):
                known.by_name[name].add(row.pk)
            for where in (row.place, row.municipality):
                if where:
                    known.by_place[fold(where.name)].add(row.pk)
            known.words[row.pk] = set(" ".join(names).split())
            known.labels[row.pk] = f"{row.label} in {row.where}" if row.where else row.label
        return known

    def find(self, said: str, area: list[str]) -> tuple[int | None, str]:
        """The one school that is meant, or nothing and what it may be.

        A name without a place is looked for in the `area` that the list gives: a name alone says
        not which school it is.
        """
        match = NAME_AND_PLACE.fullmatch(said)
        name, place = (match["name"], match["place"]) if match else (said, "")
        where = [place] if place else area
        there = set().union(*(self.by_place.get(fold(one), set()) for one in where))
        found = self.by_name.get(fold(name), set()) & there
        if not found:
            found = self.by_name.get(fold(people_name(name, *where)), set()) & there
        if len(found) == 1:
            return next(iter(found)), ""
        words = set(fold(name).split())
        alike = found or {one for one in there if words and words <= self.words[one]}
        if not alike or len(alike) > MOST_PROPOSED:
            return None, ""
        return None, f"misschien {listed(sorted(self.labels[one] for one in alike))}"
