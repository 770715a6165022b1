"""Addresses of what a page says, to cite."""

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def address_here(context: template.Context, anchor: str) -> str:
    """The absolute URL of an anchor of this page, on the day that the page is about."""
    request = context["request"]
    query = context["asked"].query if context.get("asked") else ""
    return str(request.build_absolute_uri(f"{request.path}{query}#{anchor}"))
