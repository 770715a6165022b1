"""The row of a former participant: a school, a partner, a municipality or a region."""

from typing import Protocol

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

ROW = (
    '<li class="row row--past"><a class="row__name" href="{}">{}</a>'
    ' {}<span class="row__state">{}</span></li>'
)
WHERE = '<span class="row__meta">{}</span> '


class HasPage(Protocol):
    def get_absolute_url(self) -> str: ...


@register.simple_block_tag
def past_row(content: SafeString, of: HasPage, name: str = "", where: str = "") -> SafeString:
    """Use as {% past_row row.partner %}deed mee tot {{ row.until|when }}{% endpast_row %}."""
    place = format_html(WHERE, where) if where else ""
    return format_html(ROW, of.get_absolute_url(), name or of, place, content)
