"""Other codes of merged schools: DUO may change a code, and a school may have two."""

from __future__ import annotations

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Concat

from pactdir.models import SchoolMatch, Verdict
from schools.models import School


def schools_by_other_code() -> dict[str, int]:
    """Map codes that an editor assigned to a school, and its former codes, to its primary key."""
    before = School.history.filter(
        id=OuterRef("school_id"), history_date__lt=OuterRef("decided_at")
    ).order_by("-history_id")
    matches = SchoolMatch.objects.filter(verdict=Verdict.SAME).annotate(
        former_code=Subquery(before.values_list(Concat("brin", "location_code"))[:1])
    )
    rows = matches.order_by("pk").values_list("school_id", "key", "former_code")
    former = {code: school for school, _, code in rows if code}
    return former | {key: school for school, key, _ in rows}
