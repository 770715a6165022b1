"""Schools as of an earlier day: the names they had, and profiles only if counted by then."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from regions.clock import AsOf
from regions.names.folding import fold
from schools.models import School


def see_as_of(schools: Iterable[School], as_of: AsOf) -> None:
    """Change loaded schools, for showing only; their former names should be prefetched."""
    if not as_of.is_past:
        return
    for school in schools:
        _name_then(school, as_of.on)
        school.possibly_closed = False
        if school.profiles_on and school.profiles_on.last_day > as_of.on:
            school.profiles, school.profiles_known = [], False
            school.profiles_basis, school.profiles_on = "", None


def _name_then(school: School, on: date) -> None:
    school.seen_on = on
    later = [row for row in school.former_names.all() if row.until and row.until.first_day > on]
    if later:
        first_to_end = min(later, key=lambda row: row.until.first_day)
        school.name_now, school.name = school.name, first_to_end.name
        school.folded_name = fold(school.name)
