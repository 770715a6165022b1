"""Links between municipalities and regions on a date: through a participation, or through a school.

A link through schools alone is derived, and never means that the municipality itself takes part.
These are the conditions for queries on both models; `regions.taking_part` makes links for pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from regions.clock import AsOf
from regions.models.periods import not_closed_on, open_on


@dataclass(frozen=True)
class LinkPath:
    """Lookups from one of the two models to the other, through participations."""

    participation: str
    target: str
    school: str = ""  # lookup to the school, if the link goes through one

    def query(self, on: date | AsOf, **target: Any) -> Q:
        """`target` holds filters on the other model: `slug="almere"`."""
        as_of = AsOf.of(on)
        condition = open_on(as_of, self.participation)
        if self.school:
            condition &= Q(**{f"{self.school}published_from__lte": as_of.today})
            condition &= not_closed_on(as_of.on, self.school)
        return condition & Q(**{self.lookup(field): value for field, value in target.items()})

    def lookup(self, field: str) -> str:
        return f"{self.target}{field}"


REGIONS_STATED = LinkPath("participations__", "participations__region__")
REGIONS_BY_SCHOOLS = LinkPath(
    "schools__participations__", "schools__participations__region__", "schools__"
)
REGIONS = (REGIONS_STATED, REGIONS_BY_SCHOOLS)
MUNICIPALITIES = (
    LinkPath("municipality_participations__", "municipality_participations__municipality__"),
    LinkPath(
        "school_participations__",
        "school_participations__school__municipality__",
        "school_participations__school__",
    ),
)
