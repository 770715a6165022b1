"""The numbers of schools on a map."""

from django import template

from pactdir.map.nearby import NearbyMap
from pactdir.map.region import RegionMap

register = template.Library()


@register.filter
def number_on(school_id: int, map_: RegionMap | NearbyMap | None) -> int | None:
    return map_.numbers.get(school_id) if map_ else None
