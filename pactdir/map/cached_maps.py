"""Maps that were drawn, until the content changes: a page only wants to know their addresses."""

from __future__ import annotations

from datetime import date

from pactdir.map.area import AreaMap, draw
from regions.writing.version_cache import cached_per_version


@cached_per_version
def _drawn(on: date) -> dict[str, AreaMap | None]:
    return {}


def area_map(slug: str, day: date) -> AreaMap | None:
    """The map as it is that day; one query where nothing changed since it was drawn."""
    drawn = _drawn(day)
    if slug not in drawn:
        drawn[slug] = draw(slug, day)
    return drawn[slug]
