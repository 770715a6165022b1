"""Slugs for pages of schools, and the publication of new schools."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from pactdir.importing.schools.former_names import keep_former_name
from pactdir.importing.writing.free_slugs import FreeSlugs
from regions.clock import today
from regions.models import Place
from regions.names.folding import fold
from regions.names.slugs import is_slug_of
from schools.models import School


class SchoolSlugs(FreeSlugs):
    """Slugs made of name and place, plus the street if another school has that name there."""

    def __init__(self) -> None:
        super().__init__(School)
        self._expected_names: dict[str, tuple[str, int | None]] = {}

    def expect_name(self, code: str, name: str, place: Place | None) -> None:
        self._expected_names[code] = (fold(name), place.pk if place else None)
        vars(self).pop("_shared_names", None)  # computed again, with this name

    def source_text(self, row: Any) -> str:
        row.set_derived_fields()  # sets the value that `name_includes_place` compares
        is_shared = (fold(row.name), row.place_id) in self._shared_names
        return f"{_name_and_place(row)} {row.address}" if is_shared else _name_and_place(row)

    @cached_property
    def _shared_names(self) -> set[tuple[str, int | None]]:
        names = {
            school.duo_code or f"#{school.pk}": (fold(school.name), school.place_id)
            for school in School.objects.only("brin", "location_code", "name", "place")
        }
        counts = Counter((names | self._expected_names).values())
        return {name for name, count in counts.items() if count > 1}


def prepare_new_schools(schools: list[School], source: str, slugs: SchoolSlugs) -> None:
    for school in schools:
        school.published_from, school.source = today(), source
        slugs.expect_name(school.duo_code, school.name, school.place)
    slugs.assign(schools)


def apply_values(
    school: School, values: Mapping[str, Any], slugs: SchoolSlugs, source: str
) -> None:
    needs_new_slug = "name" in values and has_generated_slug(school)
    keep_former_name(school, values, source)
    for name, value in values.items():
        setattr(school, name, value)
    if needs_new_slug:
        school.slug = slugs.free(school)


def _name_and_place(row: School) -> str:
    return row.name if row.name_includes_place else f"{row.name}, {row.place}"


def has_generated_slug(row: School) -> bool:
    sources = (_name_and_place(row), f"{_name_and_place(row)} {row.address}")
    return any(is_slug_of(row.slug, words) for words in sources)
