"""The regions on the site, as nearly every page needs them: by name, with their agreements."""

from __future__ import annotations

from datetime import date

from regions.models import Region
from regions.writing.version_cache import cached_per_version


@cached_per_version
def published_regions(on: date) -> dict[int, Region]:
    """By key, in order of name; two queries."""
    regions = Region.objects.published(on).with_agreements()
    return {region.pk: region for region in regions.order_by("folded_name", "pk")}


def find_region(slug: str, on: date) -> Region:
    """With its agreements. Raises Moved where it was renamed, Http404 where none is."""
    for region in published_regions(on).values():
        if region.slug == slug:
            return region
    found: Region = Region.objects.published(on).with_agreements().find(slug)
    return found
