"""Rendered maps, cached until the content changes: most pages need only their URL."""

from __future__ import annotations

from datetime import date

from pactdir.map.area import AreaMap, draw_area
from regions.writing.version_cache import cached_per_version


@cached_per_version
def _maps_by_slug(on: date) -> dict[str, AreaMap | None]:
    return {}


def area_map(slug: str, day: date) -> AreaMap | None:
    maps = _maps_by_slug(day)
    if slug not in maps:
        maps[slug] = draw_area(slug, day)
    return maps[slug]
