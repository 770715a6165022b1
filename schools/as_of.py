"""Schools as of an earlier day: which there were, by what name, with what profiles."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from regions.clock import AsOf
from regions.models.periods import not_closed_on
from regions.names.folding import fold
from regions.writing.version_cache import cached_per_version
from schools.models import School


@cached_per_version
def not_yet_open(as_of: AsOf) -> frozenset[int]:
    """Keys of schools that go on from one that was open on that earlier day.

    Since when a school exists is not known. Next to its predecessor it counts only if a
    participation or a figure says that it was there too.
    """
    if not as_of.is_past:
        return frozenset()
    predecessors = School.objects.published(as_of.today).filter(not_closed_on(as_of.on))
    successors = School.objects.filter(pk__in=predecessors.values("successor"))
    was_there = Q(participations__since__lte=as_of.on) | Q(figures__as_of__lte=as_of.on)
    absent = successors.exclude(pk__in=successors.filter(was_there).values("pk"))
    return frozenset(absent.values_list("pk", flat=True))


def apply_as_of(schools: Iterable[School], as_of: AsOf) -> None:
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
