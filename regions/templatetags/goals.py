"""URLs of goals, for citations."""

from typing import Any

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def goal_address(context: template.Context, details: Any) -> str:
    """The absolute URL of a goal, for the date of the page, so that it stays as it is."""
    page, _, anchor = details.goal.get_absolute_url().partition("#")
    query = context["asked"].lasting_query if "asked" in context else ""
    return str(context["request"].build_absolute_uri(f"{page}{query}#{anchor}"))
