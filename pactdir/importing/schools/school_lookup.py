"""Finds stored schools by name and place, as written in a list: "Focus (Heerhugowaard)"."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Self

from pactdir.importing.schools.common_names import common_name
from regions.names.folding import fold
from regions.wording.dutch import listed
from schools.models import School

NAME_AND_PLACE = re.compile(r"(?P<name>.*?)(?:(?<!\s)\s*\((?P<place>[^()]*)\))?")
MAX_SUGGESTIONS = 3


@dataclass
class SchoolLookup:
    """Indexes of stored schools by all their names, and by place and municipality."""

    by_name: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    by_place: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    words: dict[int, set[str]] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)

    @classmethod
    def load(cls) -> Self:
        lookup = cls()
        schools = School.objects.exclude_examples().filter(closed_on__isnull=True)
        # A location with an open proposal is found through the stored school.
        schools = schools.exclude(proposed_as__verdict="")
        for school in schools.for_rows():
            former_names = {former.folded_name for former in school.former_names.all()}
            names = {
                fold(name) for name in (school.name, school.brand, school.official_name)
            } | former_names
            for name in filter(None, names):
                lookup.by_name[name].add(school.pk)
            for place in (school.place, school.municipality):
                if place:
                    lookup.by_place[fold(place.name)].add(school.pk)
            lookup.words[school.pk] = set(" ".join(names).split())
            lookup.labels[school.pk] = (
                f"{school.label} in {school.place}" if school.place else school.label
            )
        return lookup

    def find(self, text: str, area: list[str]) -> tuple[int | None, str]:
        """Return the primary key of the only match, or None and suggestions in Dutch.

        A name without a place is looked up in the `area` of the row: a name alone is not enough.
        """
        match = NAME_AND_PLACE.fullmatch(text)
        name, place = (match["name"], match["place"]) if match else (text, "")
        places = [place] if place else area
        in_area = set().union(*(self.by_place.get(fold(in_place), set()) for in_place in places))
        matches = self.by_name.get(fold(name), set()) & in_area
        if not matches:
            matches = self.by_name.get(fold(common_name(name, *places)), set()) & in_area
        if len(matches) == 1:
            return next(iter(matches)), ""
        words = set(fold(name).split())
        suggestions = matches or {pk for pk in in_area if words and words <= self.words[pk]}
        if not suggestions or len(suggestions) > MAX_SUGGESTIONS:
            return None, ""
        return None, f"misschien {listed(sorted(self.labels[pk] for pk in suggestions))}"
