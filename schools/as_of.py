"""Schools as of a past date: which existed, with their names and profiles at the time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from regions.clock import AsOf
from regions.models import Region
from regions.models.periods import not_closed_on
from regions.names.folding import fold
from regions.writing.version_cache import cached_per_version
from schools.models import School, SchoolParticipation


@cached_per_version
def not_yet_open(as_of: AsOf) -> frozenset[int]:
    """Keys of schools that succeeded one that was still open on that date.

    The opening date of a school is unknown. While its predecessor is open, it counts only if a
    participation or a figure shows that it existed too.
    """
    if not as_of.is_past:
        return frozenset()
    predecessors = School.objects.published(as_of.today).filter(not_closed_on(as_of.on))
    successors = School.objects.filter(pk__in=predecessors.values("successor"))
    existed = Q(participations__since__lte=as_of.on) | Q(figures__as_of__lte=as_of.on)
    absent = successors.exclude(pk__in=successors.filter(existed).values("pk"))
    return frozenset(absent.values_list("pk", flat=True))


def open_as_of(
    rows: Iterable[SchoolParticipation], region: Region, as_of: AsOf
) -> list[SchoolParticipation]:
    """Keep the open participations of schools that existed; the schools must be loaded."""
    absent = not_yet_open(as_of)
    return [
        row
        for row in rows
        if row.is_open_as_of(as_of, region)
        and not row.school.is_closed(as_of.on)
        and row.school_id not in absent
    ]


def apply_as_of(schools: Iterable[School], as_of: AsOf) -> None:
    """Change loaded schools for display; expects their former names to be prefetched."""
    if not as_of.is_past:
        return
    for school in schools:
        _set_former_name(school, as_of.on)
        school.possibly_closed = False
        if school.profiles_on and school.profiles_on.last_day > as_of.on:
            school.profiles, school.profiles_known = [], False
            school.profiles_basis, school.profiles_on = "", None


def _set_former_name(school: School, on: date) -> None:
    school.seen_on = on
    later = [row for row in school.former_names.all() if row.until and row.until.first_day > on]
    if later:
        first_to_end = min(later, key=lambda row: row.until.first_day)
        school.current_name, school.name = school.name, first_to_end.name
        school.folded_name = fold(school.name)
