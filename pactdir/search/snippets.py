"""An excerpt of a text around the first match, with the matching words marked."""

from __future__ import annotations

import re
from html import escape

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from pactdir.search.query import Query

CONTEXT, LENGTH = 60, 180  # number of characters before the first match, and in total
_WORD = re.compile(r"[^\W_]+(?:[-'’&.][^\W_]+)*")


def snippet(text: str, query: Query) -> SafeString:
    first = next((word for word in _WORD.finditer(text) if query.matches_word(word[0])), None)
    start = max(first.start() - CONTEXT, 0) if first else 0
    if start:
        start = text.find(" ", start) + 1
    end = start + LENGTH
    if end < len(text):
        end = text.rfind(" ", start + LENGTH // 2, end) if " " in text[start:end] else end
        end = max(end, first.end() if first else 0)
    excerpt = text[start:end].strip()
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return format_html("{}{}{}", before, highlight(excerpt, query), after)


def highlight(text: str, query: Query) -> SafeString:
    parts, position = [], 0
    for word in _WORD.finditer(text):
        if query.matches_word(word[0]):
            parts += [escape(text[position : word.start()]), "<mark>", escape(word[0]), "</mark>"]
            position = word.end()
    parts.append(escape(text[position:]))
    return mark_safe("".join(parts))  # noqa: S308 (escaped here)
