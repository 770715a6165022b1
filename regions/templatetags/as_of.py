"""Sentences on pages as of a past date."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from regions.clock import AsOf
from regions.models import Agreement, Participation
from regions.taking_part import TakingPart
from regions.wording.dutch import listed

register = template.Library()


@register.simple_tag
def since_unknown(rows: Sequence[Participation | TakingPart]) -> SafeString:
    """A sentence about participations without a known start; empty if there are none."""
    stated = [row.participation if isinstance(row, TakingPart) else row for row in rows]
    undated = [row for row in stated if row and row.since is None]
    if not undated:
        return SafeString()
    names = listed(getattr(row, row.member_field) for row in undated)
    whom = "" if len(undated) == len(rows) else f": {names}"
    return format_html('<p class="block__lead">Vermeld, vanaf wanneer niet bekend{}.</p>', whom)


@register.filter
def signed_as_of(agreement: Agreement, as_of: AsOf) -> str:
    return agreement.signed_in_words(as_of)


@register.filter
def had_lead(agreement: Agreement, as_of: AsOf) -> bool:
    return agreement.had_lead(as_of)
