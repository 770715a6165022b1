"""Renders a page as of a past date, and keeps that date in its links."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from regions.as_of.asking import PARAMETER, AskedDay
from regions.lists.query_names import names_read_by

LINK = re.compile(r'(<a\b[^<>]* href=")((?:/[^"?#<>]*)?)(?:\?([^"#<>]*))?(#[^"<>]*)?"')


def render_as_of(
    request: HttpRequest, template: str, context: dict[str, Any], asked: AskedDay
) -> HttpResponse:
    """Add `asked`, `day` (today) and `on` (the requested date) to the context."""
    days = {"asked": asked, "day": asked.today, "on": asked.on}
    response = render(request, template, {**days, **context})
    if asked.is_past:
        html = response.content.decode()
        response.content = _keep_day(html, asked.on.isoformat(), request.path).encode()
    return response


def _keep_day(html: str, day: str, own_path: str) -> str:
    # A link to the page's own path leads back to today; "?deel=bb" keeps the date.
    def with_day(match: re.Match[str]) -> str:
        before, path, query, fragment = match.groups()
        if path == own_path or not (_reads_day(path) if path else query):
            return match[0]
        pairs = f"{query}&amp;" if query else ""
        return f'{before}{path}?{pairs}{urlencode({PARAMETER: day})}{fragment or ""}"'

    return LINK.sub(with_day, html)


def _reads_day(path: str) -> bool:
    try:
        view: Callable[..., object] = resolve(path).func
    except Resolver404:
        return False
    return PARAMETER in names_read_by(view)
