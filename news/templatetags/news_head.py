"""Structured data in the head of the pages of articles and events."""

from django import template
from django.utils.safestring import SafeString

from news import structured_data
from news.models import Article, Event
from regions.templatetags.head import data_in_page

register = template.Library()


@register.simple_tag(takes_context=True)
def article_data(context: template.Context, article: Article) -> SafeString:
    return data_in_page(
        context, lambda absolute: structured_data.article_data(article, absolute), article
    )


@register.simple_tag(takes_context=True)
def event_data(context: template.Context, event: Event) -> SafeString:
    return data_in_page(context, lambda absolute: structured_data.event_data(event, absolute))
