"""The rows of lists of regions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from regions.models import Region
from regions.standing import NOT_KNOWN, Standing, standing_by_slug


@dataclass(frozen=True, slots=True)
class RegionRow:
    region: Region
    standing: Standing


def region_rows(regions: Iterable[Region], day: date) -> list[RegionRow]:
    by_slug = standing_by_slug(day)
    return [RegionRow(region, by_slug.get(region.slug, NOT_KNOWN)) for region in regions]
