"""The colours of the site's tokens, where a page or drawing cannot use its custom properties."""

from django import template

from regions.colours import colours

register = template.Library()


@register.simple_tag
def colour(name: str, look: str) -> str:
    """Use as {% colour "paper" "dark" %}."""
    return colours(look)[name]


@register.simple_tag
def colour_properties(names: str, look: str) -> str:
    """Use as {% colour_properties "paper ink" "light" %}, within a rule of a style sheet."""
    return ";".join(f"--{name}:{colours(look)[name]}" for name in names.split())
