"""Other codes of schools that were merged: a code at DUO may change, and a school may have two."""

from __future__ import annotations

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Concat

from pactdir.models import SchoolMatch, Verdict
from schools.models import School


def schools_by_other_code() -> dict[str, int]:
    """Primary keys of schools, by the codes decided to be theirs and those they had before."""
    before = School.history.filter(
        id=OuterRef("school_id"), history_date__lt=OuterRef("decided_at")
    ).order_by("-history_id")
    matches = SchoolMatch.objects.filter(verdict=Verdict.SAME).annotate(
        former_code=Subquery(before.values_list(Concat("brin", "location_code"))[:1])
    )
    rows = matches.order_by("pk").values_list("school_id", "key", "former_code")
    former = {code: school for school, _, code in rows if code}
    return former | {key: school for school, key, _ in rows}
