"""Tells the admin whether a row is on the site."""

from typing import Any

from django import template

from regions.clock import today
from regions.directory import Publishable

register = template.Library()


@register.inclusion_tag("admin/_site_state.html")
def site_state(row: Any) -> dict[str, Any]:
    """Return {} for a model without a publication date."""
    if not isinstance(row, Publishable):
        return {}
    day = today()
    if row.published_from is None:
        return {"mark": "draft", "words": "Concept: dit staat niet op de site"}
    if row.published_from > day:
        return {"mark": "upcoming", "words": "Komt op de site op", "since": row.published_from}
    rows: Any = type(row)._default_manager
    if not rows.published(on=day).filter(pk=row.pk).exists():
        return {
            "mark": "upcoming",
            "words": "Komt op de site zodra de regio of school er zelf op staat",
        }
    return {"mark": "published", "words": "Op de site sinds", "since": row.published_from}


@register.filter
def opts_of(model: Any) -> Any:
    # For `admin_urlname`; templates cannot read attributes that start with an underscore.
    return model._meta
