"""The icon of a status, and the status of a region, shown next to its name everywhere."""

from datetime import date
from typing import Any, Protocol

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from regions.models import Participation
from regions.standing import NOT_KNOWN, Standing, standing_by_slug
from regions.templatetags.words import dated
from regions.wording.shapes import Shape

register = template.Library()

STATE = '<{0} class="{1}state state--{2}">{3} {4}</{0}>'
MARK = '<span class="{}__mark" aria-hidden="true">{}</span>'


class NamesRegion(Protocol):
    slug: str


@register.simple_block_tag
def state(
    content: SafeString, shape: Shape | str, element: str = "span", block: str = ""
) -> SafeString:
    """Use as {% state "stated" %}Opgegeven{% endstate %}; `block` is its parent's class."""
    name = shape.name if isinstance(shape, Shape) else shape
    also = f"{block} " if block else ""
    return format_html(STATE, element, also, name.lower(), mark(name), content)


@register.simple_tag
def mark(name: str, block: str = "state") -> SafeString:
    """Use as {% mark "stated" %}: the shape alone, hidden from screen readers."""
    return format_html(MARK, block, Shape[name.upper()].value)


@register.simple_tag(takes_context=True)
def standing_of(context: template.Context, region: NamesRegion, day: date) -> Standing:
    """Use as {% standing_of region day as standing %}."""
    by_slug: dict[str, Standing] = context.get("standing_by_slug") or _standing_by_slug_of_page(
        context, day
    )
    return by_slug.get(region.slug, NOT_KNOWN)


@register.simple_tag(takes_context=True)
def as_member(context: template.Context, standing: Standing, row: Participation) -> str:
    """Use as {% as_member standing row %}: "doet mee aan" only if it certainly did on that day."""
    asked = context.get("asked")
    if asked is None or not asked.is_past or standing.has_ended:
        return standing.as_member
    has_certainly_begun = row.since and not row.since.is_around(asked.on)
    return standing.as_member if has_certainly_begun else "vermeld als deelnemer van"


def _standing_by_slug_of_page(context: template.Context, day: date) -> dict[str, Standing]:
    """Used if the view passes no `standing_by_slug`.

    Cached in the bottom layer of the render context, which all templates of the page share.
    """
    page: Any = context.render_context.dicts[0]
    if (cached := page.get("standing_by_slug", (None, {})))[0] != day:
        cached = page["standing_by_slug"] = (day, standing_by_slug(day))
    by_slug: dict[str, Standing] = cached[1]
    return by_slug


@register.simple_tag(takes_context=True)
def standing(context: template.Context, region: NamesRegion, day: date) -> SafeString:
    region_standing = standing_of(context, region, day)
    return state(dated(region_standing.in_short), region_standing.mark)
