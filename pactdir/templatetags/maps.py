"""Maps for pages of every app: what stands to the left of pactdir cannot draw one itself."""

from __future__ import annotations

from datetime import date

from django import template

from pactdir.map.area import COUNTRY, AreaMap
from pactdir.map.remembered import area_map
from regions.filters import RegionFilter

register = template.Library()


@register.simple_tag
def country_map(day: date) -> AreaMap | None:
    return area_map(COUNTRY, day)


@register.simple_tag
def map_beside_list(narrowed: RegionFilter, day: date) -> AreaMap | None:
    """The map that says the same as this list of regions: of the country, or of one province."""
    match narrowed.pairs:
        case []:
            return area_map(COUNTRY, day)
        case [("provincie", province)]:
            return area_map(province, day)
    return None
