"""The colours of the design tokens, for where CSS custom properties cannot be used."""

from django import template

from regions.colours import colours

register = template.Library()


@register.simple_tag
def colour(name: str, look: str) -> str:
    return colours(look)[name]


@register.simple_tag
def colour_properties(names: str, look: str) -> str:
    """Use as {% colour_properties "paper ink" "light" %} in a CSS rule."""
    return ";".join(f"--{name}:{colours(look)[name]}" for name in names.split())
