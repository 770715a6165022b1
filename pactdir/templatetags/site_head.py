"""Structured data of the home page."""

from django import template
from django.utils.safestring import SafeString

from pactdir.pages.structured_data import website
from regions.templatetags.head import data_in_page

register = template.Library()


@register.simple_tag(takes_context=True)
def website_data(context: template.Context) -> SafeString:
    return data_in_page(context, website)
