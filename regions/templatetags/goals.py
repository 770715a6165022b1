"""Whether several goals lack the same information."""

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
