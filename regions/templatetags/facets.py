"""The choices of a facet as the page shows them: a list may hold hundreds, so not by a template."""

from collections.abc import Iterable

from django import template
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from regions.lists.shown import Option, ShownFacet, ShownText

register = template.Library()

OPTION = (
    '<label class="option{}">{}value="{}"{}>'
    '<span>{} <span class="option__number">({}{})</span></span></label>'
)
WITHOUT, CHOSEN = mark_safe(" option--none"), mark_safe(" checked")
TEXT = '<input type="text" name="{0}"{1} maxlength="{2}"{3} id="id_{0}">'
REFUSED = mark_safe(' aria-invalid="true"')


@register.simple_tag
def text_box(box: ShownText) -> SafeString:
    """Use as {% text_box filters.text %}."""
    typed = format_html(' value="{}"', box.typed) if box.typed else ""
    return format_html(TEXT, box.name, typed, box.longest, REFUSED if box.is_refused else "")


@register.simple_tag
def options(facet: ShownFacet, some: Iterable[Option]) -> SafeString:
    """Some of its options, each with how much it gives. Use as {% options facet facet.shown %}."""
    kind = "radio" if facet.is_single else "checkbox"
    field = format_html('<input type="{}" name="{}" ', kind, facet.name)
    return format_html_join(
        "",
        OPTION,
        (
            (
                "" if one.number else WITHOUT,
                field,
                one.value,
                CHOSEN if one.is_chosen else "",
                one.label,
                localize(one.number),
                "+" if one.is_at_least and one.number else "",
            )
            for one in some
        ),
    )
