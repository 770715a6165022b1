"""URLs of goals, for citations, and whether several goals lack the same information."""

from collections.abc import Sequence
from typing import Any

from django import template

register = template.Library()


@register.filter
def lack_the_same(goals: Sequence[Any]) -> bool:
    """Whether no target, horizon, measurement or evidence is known for any of these goals."""
    known = (
        row.goal.target or row.goal.horizon or row.measurements or row.evidence for row in goals
    )
    return len(goals) > 1 and not any(known)


@register.simple_tag(takes_context=True)
def goal_url(context: template.Context, details: Any) -> str:
    """The absolute URL of a goal, with the date of the page to keep its content fixed."""
    page, _, anchor = details.goal.get_absolute_url().partition("#")
    query = context["asked"].permalink_query if "asked" in context else ""
    return str(context["request"].build_absolute_uri(f"{page}{query}#{anchor}"))
