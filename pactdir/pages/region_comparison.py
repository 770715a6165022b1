"""Regions side by side, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from regions.models import Agreement, AgreementState, Region
from regions.taking_part import TakingPart, in_regions

MOST_REGIONS = 4


@dataclass
class Compared:
    """One region's column. An empty list means that it is not known, never that there is none."""

    region: Region
    municipalities: list[TakingPart]
    day: date

    @cached_property
    def state(self) -> AgreementState | None:
        return dict(self.region.states_on(self.day)).get(self.agreement) if self.agreement else None

    @cached_property
    def agreement(self) -> Agreement | None:
        return self.region.agreement_on(self.day)

    @property
    def themes(self) -> list[str]:
        return [row.theme.name for row in self.region.region_themes.all()]

    @property
    def schools(self) -> list[Any]:
        rows = self.region.school_participations.all()
        schools = [row.school for row in rows if row.is_open(self.day)]
        return _by_name(
            school
            for school in schools
            if school.is_published(self.day) and not school.is_closed(self.day)
        )

    @property
    def partners(self) -> list[Any]:
        rows = self.region.partner_participations.all()
        partners = [row.partner for row in rows if row.is_open(self.day)]
        return _by_name(partner for partner in partners if partner.is_published(self.day))


def compared(slugs: Iterable[str], on: date) -> list[Compared]:
    """The regions of these slugs in the order asked; unknown ones and doubles are left out."""
    wanted = list(dict.fromkeys(slugs))[:MOST_REGIONS]
    found = Region.objects.published(on).filter(slug__in=wanted).for_comparison()
    regions = sorted(found, key=lambda region: wanted.index(region.slug))
    links = in_regions(on, regions)
    return [
        Compared(region, [link for link in links if link.region == region], on)
        for region in regions
    ]


def _by_name(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (row.folded_name, row.slug))
