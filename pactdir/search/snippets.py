"""A piece of a text around what was asked for, with the words that were asked for marked."""

from __future__ import annotations

import re
from html import escape

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from pactdir.search.question import Question

BEFORE, LENGTH = 60, 180
_WORD = re.compile(r"[^\W_]+(?:[-'’&.][^\W_]+)*")


def snippet(text: str, question: Question) -> SafeString:
    """Around the first hit, or the beginning of a text without one."""
    first = next((one for one in _WORD.finditer(text) if question.hits(one[0])), None)
    start = max(first.start() - BEFORE, 0) if first else 0
    if start:
        start = text.find(" ", start) + 1
    end = start + LENGTH
    if end < len(text):
        end = text.rfind(" ", start + LENGTH // 2, end) if " " in text[start:end] else end
        end = max(end, first.end() if first else 0)
    piece = text[start:end].strip()
    before, behind = "… " if start else "", " …" if end < len(text) else ""
    return format_html("{}{}{}", before, marked(piece, question), behind)


def marked(text: str, question: Question) -> SafeString:
    parts, done = [], 0
    for word in _WORD.finditer(text):
        if question.hits(word[0]):
            parts += [escape(text[done : word.start()]), "<mark>", escape(word[0]), "</mark>"]
            done = word.end()
    parts.append(escape(text[done:]))
    return mark_safe("".join(parts))  # noqa: S308 (escaped here)
