"""Groups the schools of a list by address."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from regions.names.folding import fold
from schools.models import School

HOUSE_NUMBER = re.compile(r"[0-9][^ ]*( [A-Za-z+]{1,4})?$")


def address_of(school: School) -> tuple[str, str] | None:
    """Postcode and house number, however the street is spelled."""
    if not school.postcode or not school.address:
        return None
    number = HOUSE_NUMBER.search(school.address)
    return school.postcode, fold(number[0] if number else school.address).replace(" ", "")


@dataclass
class Building:
    """One or more rows at the same address."""

    rows: list[Any]

    @property
    def is_shared(self) -> bool:
        return len(self.rows) > 1

    @property
    def is_alone(self) -> bool:
        return not self.is_shared

    @property
    def address(self) -> str:
        school = _school_of(self.rows[0])
        return ", ".join(filter(None, [school.address, school.where]))


def by_building(rows: Iterable[Any]) -> list[Building]:
    """Group schools, or rows with a `school`, in order of the first row per building."""
    by_address: defaultdict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        school = _school_of(row)
        by_address[address_of(school) or school.pk].append(row)
    return [Building(rows) for rows in by_address.values()]


def _school_of(row: Any) -> School:
    school: School = getattr(row, "school", row)
    return school
