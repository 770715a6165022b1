"""Schools of ours of which the location is not decided, and the locations that each may be.

What waits for an editor is read by the reverse relations `matches` and `proposed_as`
(pactdir/models/school_matches.py): only which location is meant is uncertain, not that they exist.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F

from schools.models import School, open_participations


def may_be(locations: Iterable[School], on: date) -> dict[int, list[Any]]:
    """By the key of a location: the schools it may be, with their `open_participations`."""
    asked = School.objects.published(on).filter(
        matches__verdict="", matches__location__in=locations
    )
    rows = asked.select_related("place", "municipality").annotate(of=F("matches__location"))
    found = defaultdict(list)
    for school in rows.order_by("folded_name", "pk").prefetch_related(open_participations(on)):
        found[school.of].append(school)
    return found


def locations_of(school: School) -> list[School]:
    """The locations one of which this school may be, also those that are no page of their own."""
    rows = School.objects.filter(proposed_as__verdict="", proposed_as__school=school)
    return list(rows.select_related("place", "municipality").order_by("brin", "location_code"))
