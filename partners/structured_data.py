"""JSON-LD (schema.org) of a partner."""

from __future__ import annotations

from collections.abc import Iterable

from partners.models import Partner
from regions.models import Region
from regions.structured_data import (
    Absolute,
    Data,
    base_properties,
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
                "email": partner.public_email,
                "telephone": partner.public_phone,
                "knowsAbout": partner.trades,
                "memberOf": members_of(regions, absolute),
            }
        ),
    }
