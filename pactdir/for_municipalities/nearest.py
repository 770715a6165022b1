"""The nearest region with a lead organisation, for a municipality without one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from regions.geo.distances import about_km, is_within, point_of
from regions.models import Municipality, Organisation, Region
from regions.published_regions import published_regions
from regions.taking_part import TakingPart, links

MAX_KM_TO_LEAD = 30  # beyond this distance no lead organisation is suggested


@dataclass(frozen=True, slots=True)
class NearestLead:
    """`link` points to the region's nearest municipality, as the lead's own address is unknown."""

    lead: Organisation
    link: TakingPart
    km: float

    @property
    def region(self) -> Region:
        return self.link.region

    @property
    def distance(self) -> str:
        return about_km(self.km)


def nearest_lead(
    municipality: Municipality, without: Iterable[Region], day: date
) -> NearestLead | None:
    """Return None if the municipality has no coordinates, or no lead is within `MAX_KM_TO_LEAD`."""
    here, own = point_of(municipality), {region.pk for region in without}
    if here is None:
        return None
    leads = []
    for region in published_regions(day).values():
        agreement = region.agreement_on(day)
        lead = agreement.lead_organisation if agreement else None
        if lead is None or region.is_example or region.pk in own:
            continue
        for link in links(day).of_region(region):
            there = point_of(link.municipality)
            if there and is_within(km := here.km_to(there), MAX_KM_TO_LEAD):
                leads.append(NearestLead(lead, link, km))
    return min(leads, key=lambda row: row.km, default=None)
