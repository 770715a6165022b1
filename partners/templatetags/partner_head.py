"""Structured data in the head of a partner's page."""

from django import template
from django.utils.safestring import SafeString

from partners import structured_data
from partners.models import Partner
from regions.templatetags.head import data_in_page
from regions.templatetags.standing import standing_of

register = template.Library()


@register.simple_tag(takes_context=True)
def partner_data(context: template.Context, partner: Partner, participations: list) -> SafeString:
    day = context["day"]
    regions = [row.region for row in participations if standing_of(context, row.region, day).runs]
    return data_in_page(
        context, lambda absolute: structured_data.partner_data(partner, regions, absolute), partner
    )
