"""Lists, counts, amounts and dates in Dutch. A builtin of every template."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import quote

from django import template
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from regions import structured_data
from regions.fields.partial_date import MONTHS, PartialDate
from regions.fields.rich_text import clean
from regions.models import Contact
from regions.models.confirmations import is_outdated_confirmation
from regions.wording import dutch, national_count, sources

register = template.Library()


@register.filter
def listed(items: Iterable[object]) -> str:
    return dutch.listed(items)


@register.filter
def counted(number: int, words: str) -> str:
    """Use as {{ 7|counted:"school,scholen" }}."""
    singular, plural = words.split(",")
    return dutch.counted(number, singular, plural)


@register.filter
def km(number: object) -> str:
    return dutch.kilometres(number)


@register.filter
def when(value: date | PartialDate) -> SafeString:
    words = str(value) if isinstance(value, PartialDate) else dutch.day_in_words(value)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)


@register.filter
def day_in_words(day: date) -> str:
    return dutch.day_in_words(day)


@register.filter
def with_date(source: str) -> str:
    return sources.with_date(source)


@register.filter
def is_named(source: str) -> bool:
    return sources.SOURCE_UNKNOWN not in source


@register.filter
def cited(row: Any) -> str:
    """The source of a row, as a link if it has a URL."""
    words = sources.with_date(row.source)
    if not row.source_url:
        return words
    if sources.is_front_page(row.source_url):
        return f"{words}; {sources.PAGE_UNKNOWN}"
    return format_html('<a href="{}">{}</a>', row.source_url, words)


@register.filter
def is_outdated(confirmed: date | None, on: date) -> bool:
    return confirmed is not None and is_outdated_confirmation(confirmed, on)


@register.filter
def days(event: Any) -> SafeString:
    day_or_days = dated(dutch.days_in_words(event.starts_on, event.ends_on))
    words = times(event)
    return format_html("{}, {}", day_or_days, words) if words else day_or_days


@register.filter
def times(event: Any) -> str:
    several_days = event.starts_on != event.ends_on
    return dutch.times_in_words(event.starts_at, event.ends_at, several_days)


_MONTH = "|".join(MONTHS)
_DATE = re.compile(
    # "18 en 19 november 2021", "30 juni tot en met 2 juli 2021": the first lacks a year.
    rf"(?:\b(?P<first>(?P<day>\d{{1,2}})(?: (?P<month>{_MONTH}))?)"
    r"(?P<between> (?:en|tot en met) ))?"
    rf"\b(?P<last>(?:\d{{1,2}} )?(?P<last_month>{_MONTH})(?: (?P<year>\d{{4}}))?)\b"
    r"|(?<![\w-])(?P<only>(?:19|20)\d\d)(?![\w-])"
)


@register.filter
def dated(words: str, year: int | None = None) -> SafeString:
    """Wrap every date in a `<time>`, as precise as written; `year` is for dates without one."""

    def marked(match: re.Match[str]) -> str:
        parts = match.groupdict()
        if parts["only"]:
            return _time(parts["only"], parts["only"])
        in_year = parts["year"] or year
        last = _time(parts["last"] if parts["year"] else f"{parts['last']} {year}", parts["last"])
        if not parts["first"]:
            return last
        month = parts["month"] or parts["last_month"]
        first = _time(f"{parts['day']} {month} {in_year}", parts["first"])
        return f"{first}{parts['between']}{last}"

    return mark_safe(_DATE.sub(marked, conditional_escape(words)))  # noqa: S308 (escaped here)


def _time(full_date: str, words: str) -> str:
    # No `<time>` for an invalid date, such as "31 juni 2024", or for "mei" alone.
    try:
        return f'<time datetime="{PartialDate.parse(full_date).isoformat()}">{words}</time>'
    except ValueError:
        return words


@register.filter
def richtext(html: str, heading: str = "h3") -> SafeString:
    # Cleaned on output too, in case the row was stored without full validation.
    cleaned = clean(html).replace("<h3>", f"<{heading}>").replace("</h3>", f"</{heading}>")
    return mark_safe(cleaned)  # noqa: S308 (cleaned on this very line)


@register.inclusion_tag("_crumbs.html", takes_context=True)
def crumbs(context: template.Context, *parts: str, noindex: bool = False) -> dict[str, object]:
    """Use as {% crumbs "Scholen" "schools:list" school.name %}: label, URL name or path, …, label.

    Adds the breadcrumbs as structured data, unless the page is `noindex`, as for a past date.
    """
    pairs = [
        (label, name if name.startswith("/") else reverse(name))
        for label, name in zip(parts[:-1:2], parts[1::2], strict=True)
    ]
    way: list[tuple[str, str | None]] = [("Begin", reverse("home")), *pairs, (parts[-1], None)]
    asked = context.get("asked")
    request = None if noindex or (asked and asked.typed) else context.get("request")
    data = structured_data.breadcrumbs(way, request.build_absolute_uri) if request else None
    return {"crumbs": way, "data": structured_data.script(data) if data else ""}


@register.simple_tag(takes_context=True)
def page_url(context: dict[str, Any], number: int) -> str:
    request: HttpRequest = context["request"]
    query: QueryDict = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"


@register.simple_tag
def attribution() -> str:
    return sources.ATTRIBUTION


@register.inclusion_tag("_report.html", takes_context=True)
def report_error(
    context: template.Context, name: str, contacts: Iterable[Contact] = ()
) -> dict[str, str]:
    """Offer to report what is wrong, and to email the region if its address is known."""
    email = next((row.public_email for row in contacts if row.public_email), "")
    url = context["request"].build_absolute_uri()
    body = f"Pagina: {url}\n\nDit klopt niet:\n\nDit moet er staan, en hier is dat te lezen:\n"
    return {"email": email, "query": f"subject={quote(f'Klopt niet: {name}')}&body={quote(body)}"}


@register.inclusion_tag("regions/_national_count.html")
def of_all_regions(region_count: int, *, with_others: bool = False) -> dict[str, object]:
    return {
        "sentence": national_count.known_of_all(region_count),
        "others": national_count.OTHER_COUNTS if with_others else [],
        "list_name": national_count.LIST_NAME,
        "list_url": national_count.LIST_URL,
    }
