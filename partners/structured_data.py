"""JSON-LD (schema.org) of a partner."""

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
    """`regions` are those the partner takes part in that have an agreement in force."""
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
