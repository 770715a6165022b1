"""What a page says, once more as data for search engines (schema.org, JSON-LD).

It says nothing the page does not say, and what is unknown is left out. Whom to ask stays out too:
a person agreed to stand on the page, not to be gathered by machines.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from regions.models import Region

SITE_NAME = "Techniek in de regio"

Data = dict[str, Any]
Absolute = Callable[[str], str]
"""Makes a path of this site an address in full."""

# As Django's json_script does: no "</script>" or "<!--" can stand in the element.
ESCAPED = {ord(char): f"\\u{ord(char):04X}" for char in "<>&"}


def script(data: Data) -> SafeString:
    """A block of data in a page; a browser does not run it, so the policy need not allow it."""
    text = json.dumps({"@context": "https://schema.org", **data}).translate(ESCAPED)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 (escaped)


def known(data: Data) -> Data:
    """Without what is not known: an empty value would read as "none"."""
    return {name: value for name, value in data.items() if value not in (None, "", [], {})}


def described(row: Any, absolute: Absolute) -> Data:
    """What all that has a page of its own shares; `sameAs` is its own site elsewhere."""
    return known(
        {
            "name": row.name,
            "url": absolute(row.get_absolute_url()),
            "sameAs": row.website,
            "description": row.summary,
        }
    )


def region(row: Region, absolute: Absolute) -> Data:
    return {"@type": "Organization", **described(row, absolute)}


def members_of(regions: Iterable[Region], absolute: Absolute) -> list[Data]:
    return [
        {
            "@type": "Organization",
            "name": region.name,
            "url": absolute(region.get_absolute_url()),
        }
        for region in regions
    ]


def identifier(kind: str, value: str) -> Data:
    return {"@type": "PropertyValue", "propertyID": kind, "value": value} if value else {}


def postal_address(street: str = "", postcode: str = "", place: object = None) -> Data:
    parts = {
        "streetAddress": street,
        "postalCode": postcode,
        "addressLocality": str(place or ""),
    }
    return {"@type": "PostalAddress", **filled} if (filled := known(parts)) else {}


def breadcrumbs(pairs: Iterable[tuple[str, str | None]], absolute: Absolute) -> Data:
    """The way to this page; the last pair is the page itself and has no address."""
    items = [
        known(
            {
                "@type": "ListItem",
                "position": position,
                "name": str(label),
                "item": absolute(address) if address else None,
            }
        )
        for position, (label, address) in enumerate(pairs, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}
