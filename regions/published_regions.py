"""The published regions with their agreements, goals and contacts, cached.

Nearly every page shows regions with their agreement status, and each municipality's page repeats
the agreements, goals and contacts of its regions.
"""

from __future__ import annotations

from datetime import date

from regions.models import Region
from regions.writing.version_cache import cached_per_version


@cached_per_version
def published_regions(on: date) -> dict[int, Region]:
    regions = Region.objects.published(on).with_facts()
    return {region.pk: region for region in regions.order_by("folded_name", "pk")}


def find_region(slug: str, on: date) -> Region:
    for region in published_regions(on).values():
        if region.slug == slug:
            return region
    fallback: Region = Region.objects.published(on).with_facts().find(slug)
    return fallback
