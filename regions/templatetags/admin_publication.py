"""How a row stands on the site, in the admin."""

from typing import Any

from django import template

from regions.clock import today
from regions.directory import Publishable

register = template.Library()


@register.inclusion_tag("admin/_site_state.html")
def site_state(row: Any) -> dict[str, Any]:
    """Say so in a line; nothing of what has no date to be published from."""
    if not isinstance(row, Publishable):
        return {}
    day = today()
    if row.published_from is None:
        return {"mark": "draft", "words": "Concept: dit staat niet op de site"}
    if row.published_from > day:
        return {"mark": "coming", "words": "Komt op de site op", "since": row.published_from}
    rows: Any = type(row)._default_manager
    if not rows.published(on=day).filter(pk=row.pk).exists():
        return {
            "mark": "coming",
            "words": "Komt op de site zodra de regio of school er zelf op staat",
        }
    return {"mark": "published", "words": "Op de site sinds", "since": row.published_from}


@register.filter
def opts_of(model: Any) -> Any:
    """What `admin_urlname` asks for; templates may not reach for what begins with "_"."""
    return model._meta
