"""Structured data for search engines (schema.org, as JSON-LD).

It contains nothing that the page does not show, and no unknown values. It also omits contact
persons: they agreed to be on the page, not to be harvested.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from regions.models import Region

SITE_NAME = "Techniek in de regio"

Data = dict[str, Any]
# A function that makes a path of this site an absolute URL.
Absolute = Callable[[str], str]

# As in Django's json_script, so that no value can contain "</script>" or "<!--".
ESCAPED = {ord(char): f"\\u{ord(char):04X}" for char in "<>&"}


def script(data: Data) -> SafeString:
    # Render a script element. Browsers do not execute its type, so the CSP need not allow it.
    text = json.dumps({"@context": "https://schema.org", **data}).translate(ESCAPED)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 (escaped)


def without_empty(data: Data) -> Data:
    # Remove empty values, which would mean "none".
    return {name: value for name, value in data.items() if value not in (None, "", [], {})}


def base_properties(row: Any, absolute: Absolute) -> Data:
    return without_empty(
        {
            "name": row.name,
            "url": absolute(row.get_absolute_url()),
            "sameAs": row.website,
            "description": row.summary,
        }
    )


def region(row: Region, absolute: Absolute) -> Data:
    data = {"@type": "Organization", **base_properties(row, absolute)}
    if channels := [channel.url for channel in row.channels.all()]:
        data["sameAs"] = [*filter(None, [row.own_site]), *channels]
    return data


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
    return {"@type": "PostalAddress", **values} if (values := without_empty(parts)) else {}


def breadcrumbs(pairs: Iterable[tuple[str, str | None]], absolute: Absolute) -> Data:
    """`pairs` are (label, URL); the last is the page itself, without a URL."""
    items = [
        without_empty(
            {
                "@type": "ListItem",
                "position": position,
                "name": str(label),
                "item": absolute(url) if url else None,
            }
        )
        for position, (label, url) in enumerate(pairs, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}
