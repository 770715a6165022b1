"""Regions in a list, each with how it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from regions.models import Region
from regions.standing import NOT_KNOWN, Standing, standings


@dataclass(frozen=True, slots=True)
class RegionRow:
    region: Region
    standing: Standing


def region_rows(regions: Iterable[Region], day: date) -> list[RegionRow]:
    known = standings(day)
    return [RegionRow(region, known.get(region.slug, NOT_KNOWN)) for region in regions]
