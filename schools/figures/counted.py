"""DUO's counts of locations with a profile, per municipality and nationally."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Subquery

from schools.models import Figure
from schools.models.figures import COUNTRY

LOCATIONS = "vestigingen-per-technisch-profiel"


@dataclass(frozen=True, slots=True)
class CountedLocations:
    """Counts for the last period; `pairs` are (municipality key, profile)."""

    period: str
    pairs: frozenset[tuple[int, str]]
    in_country: dict[str, int]  # by profile, if DUO counted it


def counted_locations(on: date) -> CountedLocations:
    figures = Figure.objects.filter(
        Q(municipality__isnull=False) | Q(area_code=COUNTRY),
        indicator__slug=LOCATIONS,
        indicator__published_from__lte=on,
    ).order_by("-period")
    counted = figures.filter(period=Subquery(figures.values("period")[:1]), low__gt=0)
    rows = list(counted.order_by().values_list("municipality", "profile", "low", "period"))
    return CountedLocations(
        rows[0][3] if rows else "",
        frozenset((town, profile) for town, profile, *_ in rows if town),
        {profile: int(count) for town, profile, count, _ in rows if not town},
    )
