"""A partner as data for search engines."""

from __future__ import annotations

from collections.abc import Iterable

from partners.models import Partner
from regions.models import Region
from regions.structured_data import (
    Absolute,
    Data,
    described,
    identifier,
    known,
    members_of,
    postal_address,
)


def partner(row: Partner, regions: Iterable[Region], absolute: Absolute) -> Data:
    """`regions` are those it takes part in on the day of the page, of which the agreement runs."""
    return {
        "@type": "Organization",
        **described(row, absolute),
        **known(
            {
                "address": postal_address(place=row.place),
                "identifier": identifier("KVK-nummer", row.kvk_number),
                "memberOf": members_of(regions, absolute),
            }
        ),
    }
