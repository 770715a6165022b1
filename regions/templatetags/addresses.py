"""URLs of parts of a page, and participations as sentences, for citations."""

from django import template

from regions.models import Participation
from regions.templatetags.standing import as_member, standing_of

register = template.Library()


@register.simple_tag(takes_context=True)
def anchor_url(context: template.Context, anchor: str) -> str:
    """The absolute URL of an anchor on this page, with the date to keep its content fixed."""
    request = context["request"]
    query = context["asked"].permalink_query if context.get("asked") else ""
    return str(request.build_absolute_uri(f"{request.path}{query}#{anchor}"))


@register.simple_tag(takes_context=True)
def url_with_day(context: template.Context, url: str) -> str:
    """Like `anchor_url`, for an anchor that may be on another page."""
    page, _, anchor = url.partition("#")
    query = context["asked"].permalink_query if context.get("asked") else ""
    return str(context["request"].build_absolute_uri(f"{page}{query}#{anchor}"))


@register.simple_tag(takes_context=True)
def takes_part(context: template.Context, row: Participation, has_left: bool = False) -> str:
    """ "Doet mee aan Pact, sinds 2021: overeenkomst loopt."; `has_left` as in `_member.html`."""
    standing = standing_of(context, row.region, context["day"])
    member = standing.as_former_member if has_left else as_member(context, standing, row)
    since = f", sinds {row.since}" if row.since else ""
    until = f", tot en met {row.until}" if row.until else ""
    return f"{member.capitalize()} {row.region.name}{since}{until}: {standing.clause}."


@register.simple_tag
def took_part(row: Participation) -> str:
    return f"Deed eerder mee aan {row.region.name}, tot en met {row.until}."
