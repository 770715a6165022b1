"""The regions that schools take part in, by name and slug."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from schools.models import SchoolParticipation


@dataclass(frozen=True, order=True)
class RegionName:
    name: str
    slug: str


def regions_of(schools: Collection[int], on: date) -> dict[int, list[RegionName]]:
    """Map school keys to regions, sorted by name."""
    regions: defaultdict[int, list[RegionName]] = defaultdict(list)
    rows = SchoolParticipation.objects.open(on).filter(school__in=schools)
    for key, name, slug in rows.order_by("region__folded_name").values_list(
        "school", "region__name", "region__slug"
    ):
        regions[key].append(RegionName(name, slug))
    return dict(regions)
