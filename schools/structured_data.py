"""A school as data for search engines."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

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
from schools.models import Level, School


def school(row: School, regions: Iterable[Region], on: date, absolute: Absolute) -> Data:
    """`regions` are those it takes part in that day that have a current agreement; they are ignored
    for a closed school.
    """
    closed = row.is_closed(on)
    return {
        "@type": _type(row),
        **base_properties(row, absolute),
        **without_empty(
            {
                # The page shows no postcode without a street either.
                "address": postal_address(
                    row.address, row.postcode if row.address else "", row.place
                ),
                "identifier": identifier("DUO-code", row.duo_code) or identifier("BRIN", row.brin),
                "parentOrganization": without_empty(
                    {"@type": "Organization", "name": row.board.name}
                )
                if row.board
                else None,
                "memberOf": [] if closed else members_of(regions, absolute),
                "dissolutionDate": row.closed_on.isoformat() if closed and row.closed_on else None,
            }
        ),
    }


def _type(row: School) -> str:
    # schema.org's School is too narrow for an mbo, and perhaps for an unknown level.
    return "School" if set(row.levels) - {Level.MBO} else "EducationalOrganization"
