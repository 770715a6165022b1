"""Map tags for the pages of every app, since no app may import pactdir."""

from __future__ import annotations

from datetime import date

from django import template

from pactdir.map import region
from pactdir.map.area import COUNTRY, AreaMap
from pactdir.map.cached_maps import area_map
from pactdir.map.nearby import NearbyMap
from pactdir.pages.region_page import RegionPage
from regions.filters import RegionFilter

register = template.Library()


@register.simple_tag
def country_map(day: date) -> AreaMap | None:
    return area_map(COUNTRY, day)


@register.simple_tag
def map_beside_list(region_filter: RegionFilter, day: date) -> AreaMap | None:
    """The map with the same regions as the list; None for a list that no map matches."""
    match region_filter.narrowing.pairs:
        case []:
            return area_map(COUNTRY, day)
        case [("provincie", province)]:
            return area_map(province, day)
    return None


@register.simple_tag
def region_map(page: RegionPage) -> region.RegionMap | None:
    return region.region_map(page)


@register.filter
def number_on(school_id: int, map_: region.RegionMap | NearbyMap | None) -> int | None:
    """The number of a school on the map, if it is on it."""
    return map_.numbers.get(school_id) if map_ else None
