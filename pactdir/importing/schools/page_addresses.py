"""Of which words the address of a school's page is made."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from django.utils.text import slugify

from regions.models import Place
from regions.names.folding import fold
from schools.models import School

LONGEST = 100


class SchoolAddresses:
    """Name and place, and the street too where another school has that name there."""

    def __init__(self) -> None:
        self._expected: dict[str, tuple[str, int | None]] = {}

    def expect(self, code: str, name: str, place: Place | None) -> None:
        """A school that this import makes or renames."""
        self._expected[code] = (fold(name), place.pk if place else None)
        self.__dict__.pop("_shared", None)

    def words_of(self, row: School) -> str:
        row.follow_name()  # by which it is told whether the name says the place
        is_shared = (fold(row.name), row.place_id) in self._shared
        return f"{_name_and_place(row)} {row.address}" if is_shared else _name_and_place(row)

    @cached_property
    def _shared(self) -> set[tuple[str, int | None]]:
        """The names that more than one school has in a place, once all is loaded."""
        names = {
            school.duo_code or f"#{school.pk}": (fold(school.name), school.place_id)
            for school in School.objects.only("brin", "location_code", "name", "place")
        }
        counts = Counter((names | self._expected).values())
        return {name for name, number in counts.items() if number > 1}


def _name_and_place(row: School) -> str:
    return row.name if row.says_its_place else f"{row.name}, {row.place}"


def is_made_of_name(row: School) -> bool:
    """Whether an import made the address, and no editor."""
    said = (_name_and_place(row), f"{_name_and_place(row)} {row.address}")
    return any(
        re.fullmatch(rf"{re.escape(slugify(words)[:LONGEST])}(-[0-9]+)?", row.slug)
        for words in said
    )
