"""A region's name never stands without how it stands that day (regions/standing.py)."""

from datetime import date
from typing import Any, Protocol

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from regions.standing import NOT_KNOWN, Standing, standings
from regions.templatetags.words import dated
from regions.wording.shapes import Shape

register = template.Library()

HTML = (
    '<span class="state state--{}"><span class="state__mark" aria-hidden="true">{}</span> {}</span>'
)


class NamesRegion(Protocol):
    slug: str


@register.simple_tag(takes_context=True)
def standing_of(context: template.Context, region: NamesRegion, day: date) -> Standing:
    """Use as {% standing_of region day as standing %}: its words, for a sentence."""
    # Kept below all that is pushed for one template: asked once for the whole page.
    page: Any = context.render_context.dicts[0]
    if (known := page.get("standings", (None, {})))[0] != day:
        known = page["standings"] = (day, standings(day))
    found: Standing = known[1].get(region.slug, NOT_KNOWN)
    return found


@register.simple_tag(takes_context=True)
def standing(context: template.Context, region: NamesRegion, day: date) -> SafeString:
    """Use as {% standing region day %} behind its name: the shape, and in short how it stands."""
    one = standing_of(context, region, day)
    words = dated(one.in_short)
    return format_html(HTML, one.mark.name.lower(), one.mark.value, words)


@register.simple_tag
def mark(name: str, block: str = "state") -> SafeString:
    """Use as {% mark "stated" %}: the shape of that state, which is not read aloud."""
    shape = Shape[name.upper()].value
    return format_html('<span class="{}__mark" aria-hidden="true">{}</span>', block, shape)
