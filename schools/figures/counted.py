"""In which municipalities DUO counted locations with a profile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Subquery

from schools.models import Figure

LOCATIONS = "vestigingen-per-technisch-profiel"


@dataclass(frozen=True, slots=True)
class CountedLocations:
    """In the last period; `found` has keys of municipalities, each with a profile."""

    period: str
    found: frozenset[tuple[int, str]]


def counted_locations(on: date) -> CountedLocations:
    figures = Figure.objects.filter(
        indicator__slug=LOCATIONS, indicator__published_from__lte=on, municipality__isnull=False
    ).order_by("-period")
    some = figures.filter(period=Subquery(figures.values("period")[:1]), low__gt=0)
    rows = list(some.order_by().values_list("municipality", "profile", "period"))
    return CountedLocations(
        rows[0][2] if rows else "", frozenset((key, profile) for key, profile, _ in rows)
    )
