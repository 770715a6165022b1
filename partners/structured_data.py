"""A partner as JSON-LD in terms of schema.org."""

from __future__ import annotations

from collections.abc import Iterable

from partners.models import Partner
from regions.models import Region
from regions.structured_data import (
    Absolute,
    Data,
    base_properties,
    identifier,
    members_of,
    postal_address,
    without_empty,
)


def partner_data(partner: Partner, regions: Iterable[Region], absolute: Absolute) -> Data:
    """`regions` are those it takes part in under an agreement that runs, on the day of the page."""
    return {
        "@type": "Organization",
        **base_properties(partner, absolute),
        **without_empty(
            {
                "address": postal_address(place=partner.place),
                "identifier": identifier("KVK-nummer", partner.kvk_number),
                "memberOf": members_of(regions, absolute),
            }
        ),
    }
