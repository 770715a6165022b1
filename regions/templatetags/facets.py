"""The options of a facet as HTML, in Python since a facet may have hundreds."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from regions.lists.shown import Option, ShownFacet, ShownText

register = template.Library()

TEXT = '<input type="text" name="{0}"{1} maxlength="{2}"{3} id="id_{0}">'
REFUSED = mark_safe(' aria-invalid="true"')


@register.simple_tag
def text_box(box: ShownText) -> SafeString:
    typed = format_html(' value="{}"', box.typed) if box.typed else ""
    return format_html(TEXT, box.name, typed, box.max_length, REFUSED if box.is_refused else "")


@register.simple_tag
def options(facet: ShownFacet, some: Iterable[Option]) -> SafeString:
    kind = "radio" if facet.is_single else "checkbox"
    field = f'<input type="{kind}" name="{escape(facet.name)}" '
    html = "".join([_option(field, option) for option in some])
    return mark_safe(html)  # noqa: S308 (escaped in _option)


def _option(field: str, option: Option) -> str:
    # An f-string: `format_html` takes ten times as long, and a facet has hundreds.
    none = "" if option.number else " option--none"
    checked = " checked" if option.is_chosen else ""
    more = "+" if option.is_at_least and option.number else ""
    number = f"{option.number:,}".replace(",", ".")
    return (
        f'<label class="option{none}">{field}value="{escape(option.value)}"{checked}>'
        f'<span>{escape(option.label)} <span class="option__number">({number}{more})</span></span>'
        "</label>"
    )
