"""Words for the templates: states, lists, counts and dates in Dutch. Loaded everywhere."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from regions import dutch
from regions.partial_date import PartialDate
from regions.richtext import clean

register = template.Library()


@register.filter
def listed(items: Iterable[object]) -> str:
    return dutch.listed(items)


@register.filter
def counted(number: int, words: str) -> str:
    """Use as {{ 7|counted:"school,scholen" }}."""
    one, many = words.split(",")
    return dutch.counted(number, one, many)


@register.filter
def euros(amount: Decimal) -> str:
    return dutch.euros(amount)


@register.filter
def when(value: date | PartialDate) -> SafeString:
    """A date as precise as it is known, in words and for machines."""
    words = str(value) if isinstance(value, PartialDate) else dutch.day_in_words(value)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)


@register.filter
def days(event: Any) -> SafeString:
    """The day or days of an event, with its times where known."""
    words = dutch.days_in_words(event.starts_on, event.ends_on)
    if event.starts_on == event.ends_on:
        machine = event.starts_on.isoformat()
        shown = format_html('<time datetime="{}">{}</time>', machine, words)
    else:
        shown = format_html("{}", words)
    times = dutch.times_in_words(event.starts_at, event.ends_at)
    return format_html("{}, {}", shown, times) if times else shown


@register.filter
def moved_from(event: Any) -> str:
    """When a moved event was planned first: "18 en 19 november 2021"."""
    return dutch.days_in_words(event.moved_from_start, event.moved_from_end)


@register.filter
def richtext(html: str, heading: str = "h3") -> SafeString:
    """Clean once more on its way out, however it came in; its headings as deep as the page asks."""
    cleaned = clean(html).replace("<h3>", f"<{heading}>").replace("</h3>", f"</{heading}>")
    return mark_safe(cleaned)  # noqa: S308 (cleaned on this very line)


@register.inclusion_tag("_crumbs.html")
def crumbs(*parts: str) -> dict[str, object]:
    """Use as {% crumbs "Scholen" "schools:list" school.name %}: label, address name, …, label."""
    pairs = [(label, reverse(name)) for label, name in zip(parts[:-1:2], parts[1::2], strict=True)]
    return {"crumbs": [("Begin", reverse("home")), *pairs, (parts[-1], None)]}


@register.simple_tag(takes_context=True)
def page_address(context: dict[str, Any], number: int) -> str:
    """This address with another page number; the filters stay."""
    request: HttpRequest = context["request"]
    query: QueryDict = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"
