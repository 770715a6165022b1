"""Maps for pages of every app: what stands to the left of pactdir cannot draw one itself."""

from __future__ import annotations

from datetime import date

from django import template

from pactdir.map.area import COUNTRY, AreaMap
from pactdir.map.cached_maps import area_map
from pactdir.map.nearby import NearbyMap
from pactdir.map.region import RegionMap
from pactdir.map.region import region_map as draw_region
from pactdir.pages.region_page import RegionPage
from regions.filters import RegionFilter

register = template.Library()


@register.simple_tag
def country_map(day: date) -> AreaMap | None:
    return area_map(COUNTRY, day)


@register.simple_tag
def map_beside_list(narrowed: RegionFilter, day: date) -> AreaMap | None:
    """The map that says the same as this list of regions: of the country, or of one province."""
    match narrowed.narrowing.pairs:
        case []:
            return area_map(COUNTRY, day)
        case [("provincie", province)]:
            return area_map(province, day)
    return None


@register.simple_tag
def region_map(page: RegionPage) -> RegionMap | None:
    return draw_region(page)


@register.filter
def number_on(key: int, drawn: RegionMap | NearbyMap | None) -> int | None:
    """The number that the school with this key has on a map, if it is on one."""
    return drawn.numbers.get(key) if drawn else None
