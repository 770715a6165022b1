"""Addresses of goals, to cite."""

from typing import Any

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def goal_address(context: template.Context, shown: Any) -> str:
    """The absolute URL of a goal, on the day that the page is about."""
    page, _, anchor = shown.goal.get_absolute_url().partition("#")
    query = context["asked"].query if "asked" in context else ""
    return str(context["request"].build_absolute_uri(f"{page}{query}#{anchor}"))
