"""An offer on a date, and structured data in the head of its page."""

from datetime import date

from django import template
from django.utils.safestring import SafeString

from partners.models import Offer
from partners.offer_structured_data import offer_data as data_of
from partners.offer_words import OfferOn
from regions.clock import AsOf
from regions.templatetags.head import data_in_page

register = template.Library()


@register.simple_tag(takes_context=True)
def offer_data(context: template.Context, offer: Offer) -> SafeString:
    day = context["day"]
    return data_in_page(context, lambda absolute: data_of(offer, absolute, day), offer)


@register.filter
def offer_on(offer: Offer, day: date | AsOf) -> OfferOn:
    return OfferOn(offer, day)
