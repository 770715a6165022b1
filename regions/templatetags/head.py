"""The `<head>` of a page: title, description, canonical URL, structured data."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html import unescape
from urllib.parse import quote, urlencode

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.template.base import NodeList, Parser, Token
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from regions import structured_data
from regions.models import Pictured, Region
from regions.templatetags.uploaded_pictures import shown_picture
from regions.wording.dutch import listed
from regions.wording.sources import EXAMPLE

register = template.Library()

MAX_DESCRIPTION_LENGTH = 155
MAX_NAMED = 2
# Context names of the row that a page shows.
SUBJECTS = (
    *("region", "municipality", "school", "partner", "offer", "article", "event", "page", "about"),
)
END_OF_SENTENCE = re.compile(r"[.!?](?=\s+[A-Z0-9“‘])")


class Remember(template.Node):
    """Stores its content as plain text in a variable, to use it more than once."""

    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist = nodelist
        self.name = name

    def render(self, context: template.Context) -> SafeString:
        words = unescape(strip_tags(self.nodelist.render(context)))
        context[self.name] = " ".join(words.split())
        return SafeString("")


@register.tag
def remember(parser: Parser, token: Token) -> Remember:
    """Use as {% remember page_title %}{% block title %}…{% endblock %}{% endremember %}."""
    _, name = token.split_contents()
    nodelist = parser.parse(("endremember",))
    parser.delete_first_token()
    return Remember(nodelist, name)


@register.simple_tag
@cache
def icon_in_page() -> str:
    # The icon as a data URL; it is smaller than a request for it would be.
    svg = (settings.BASE_DIR / "static/img/favicon.svg").read_text().strip()
    return "data:image/svg+xml," + quote(svg.replace('"', "'"), safe="/:='")


@register.simple_tag(takes_context=True)
def invented(context: template.Context) -> str:
    """A note in the title of a page about an example."""
    subjects = (context.get(name) for name in SUBJECTS)
    is_example = any(getattr(subject, "is_example", False) is True for subject in subjects)
    return f" ({EXAMPLE})" if is_example else ""


@register.filter
def in_short(text: str, max_length: int = MAX_DESCRIPTION_LENGTH) -> str:
    """Truncate to whole sentences, or to words if the first sentence is too long."""
    if len(text) <= max_length:
        return text
    ends = [match.end() for match in END_OF_SENTENCE.finditer(text) if match.end() <= max_length]
    return (
        text[: ends[-1]] if ends else f"{text[: max_length - 1].rsplit(' ', 1)[0].rstrip(' ,;:')}…"
    )


@register.simple_tag(takes_context=True)
def canonical(context: template.Context) -> str:
    """The absolute URL with only filters and page number, in a fixed order."""
    if (request := context.get("request")) is None:
        return ""
    narrowed_by = context["filter"].narrowing.pairs if context.get("filter") else []
    query = urlencode(narrowed_by + _page_of(context))
    return str(request.build_absolute_uri(f"{request.path}?{query}" if query else request.path))


@register.simple_tag(takes_context=True)
def narrowed(context: template.Context) -> str:
    """The filters of a list for its title, as " (gemeente: Hoorn of Urk), pagina 2"."""
    chosen = context["filter"].narrowing.words_by_facet if context.get("filter") else []
    words = "; ".join(f"{label.lower()}: {_in_title(values)}" for label, values in chosen)
    number = dict(_page_of(context)).get("page")
    return (f" ({words})" if words else "") + (f", pagina {number}" if number else "")


def _in_title(values: list[str]) -> str:
    return listed(values, "of") if len(values) <= MAX_NAMED else f"{len(values)} keuzes"


def _page_of(context: template.Context) -> list[tuple[str, str]]:
    page = context.get("page")
    return [("page", str(page.number))] if isinstance(page, Page) and page.number > 1 else []


def data_in_page(
    context: template.Context,
    describe: Callable[[structured_data.Absolute], structured_data.Data],
    row: Pictured | None = None,
) -> SafeString:
    """A JSON-LD script; empty as of a past date, or without a request to make URLs absolute."""
    asked = context.get("asked")
    request = None if asked and asked.typed else context.get("request")
    data = describe(request.build_absolute_uri) if request else {}
    if data and request and (shown := shown_picture(context, row)):
        data = {**data, "image": request.build_absolute_uri(shown.largest)}
    return structured_data.script(data) if data else SafeString()


@register.simple_tag(takes_context=True)
def region_data(context: template.Context, region: Region) -> SafeString:
    return data_in_page(context, lambda absolute: structured_data.region(region, absolute), region)
