"""The regions on the site with their agreements, goals and contacts.

Nearly every page names regions and says how they stand; each municipality's page repeats what its
regions agreed and want, and whom to ask.
"""

from __future__ import annotations

from datetime import date

from regions.models import Region
from regions.writing.version_cache import cached_per_version


@cached_per_version
def published_regions(on: date) -> dict[int, Region]:
    """By key, in order of name; a query each for regions, agreements, goals and contacts."""
    regions = Region.objects.published(on).with_facts()
    return {region.pk: region for region in regions.order_by("folded_name", "pk")}


def find_region(slug: str, on: date) -> Region:
    """As in `published_regions`. Raises Moved where it was renamed, Http404 where none is."""
    for region in published_regions(on).values():
        if region.slug == slug:
            return region
    found: Region = Region.objects.published(on).with_facts().find(slug)
    return found
