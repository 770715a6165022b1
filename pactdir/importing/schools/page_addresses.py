"""Of which words the address of a school's page is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from pactdir.importing.writing.free_addresses import FreeAddresses
from regions.clock import today
from regions.models import Place
from regions.names.folding import fold
from regions.names.slugs import is_slug_of
from schools.models import School


class SchoolAddresses(FreeAddresses):
    """Name and place, and the street too where another school has that name there."""

    def __init__(self) -> None:
        super().__init__(School)
        self._expected: dict[str, tuple[str, int | None]] = {}

    def expect(self, code: str, name: str, place: Place | None) -> None:
        """A school that this import makes or renames."""
        self._expected[code] = (fold(name), place.pk if place else None)
        self.__dict__.pop("_shared", None)

    def words_of(self, row: Any) -> str:
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


def publish(schools: list[School], source: str, addresses: SchoolAddresses) -> None:
    """Put new schools on the site from today, each at an address of its own."""
    for school in schools:
        school.published_from, school.source = today(), source
        addresses.expect(school.duo_code, school.name, school.place)
    addresses.give(schools)


def set_values(school: School, values: Mapping[str, Any], addresses: SchoolAddresses) -> None:
    """A new name makes a new address, unless an editor chose the one there is."""
    is_of_name = "name" in values and is_made_of_name(school)
    for name, value in values.items():
        setattr(school, name, value)
    if is_of_name:
        school.slug = addresses.free(school)


def _name_and_place(row: School) -> str:
    return row.name if row.says_its_place else f"{row.name}, {row.place}"


def is_made_of_name(row: School) -> bool:
    """Whether an import made the address, and no editor."""
    made = (_name_and_place(row), f"{_name_and_place(row)} {row.address}")
    return any(is_slug_of(row.slug, words) for words in made)
