"""A school as structured data for search engines."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

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
from schools.models import Level, Profile, School
from schools.profile_words import may_have_changed
from schools.profiles.page import ProfileSummary


def school(row: School, regions: Iterable[Region], on: date, absolute: Absolute) -> Data:
    """`regions` are those that it takes part in and that have a current agreement; for a closed
    school they are ignored.
    """
    closed = row.is_closed(on)
    return {
        "@type": _type(row),
        **base_properties(row, absolute),
        **without_empty(
            {
                # As on the page, a postcode is omitted without a street.
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
                "hasOfferCatalog": {} if closed else _profiles(row, on, absolute),
                "dissolutionDate": row.closed_on.isoformat() if closed and row.closed_on else None,
            }
        ),
    }


def profile(summary: ProfileSummary, absolute: Absolute) -> Data:
    return {
        "@type": "DefinedTerm",
        **without_empty(
            {
                "name": summary.name,
                "termCode": summary.term.name if summary.title != summary.name else "",
                "description": summary.explanation,
                "url": absolute(summary.get_absolute_url()),
                "inDefinedTermSet": {
                    "@type": "DefinedTermSet",
                    "name": "Profielen",
                    "url": absolute(reverse("profiles:list")),
                },
            }
        ),
    }


def _profiles(row: School, on: date, absolute: Absolute) -> Data:
    # Only recent profiles, since their date cannot be given here.
    if not row.profiles or may_have_changed(row.profiles_on, on):
        return {}
    return {
        "@type": "OfferCatalog",
        "name": "Profielen",
        "itemListElement": [
            {
                "@type": "EducationalOccupationalProgram",
                "name": str(Profile(code).label),
                "url": absolute(reverse("profiles:detail", args=[code])),
            }
            for code in row.profiles
        ],
    }


def _type(row: School) -> str:
    # An mbo college, and perhaps a school without a known level, is not a schema.org School.
    return "School" if set(row.levels) - {Level.MBO} else "EducationalOrganization"
