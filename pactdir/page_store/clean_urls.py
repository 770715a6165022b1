"""Redirects that drop query parameters which no view reads.

Otherwise every cache, ours included, would treat "?utm_source=…" or "?x=1" as a separate page.
Files always show today: a request for one with a date redirects to the page for that date, if any.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote, unquote_plus

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.encoding import escape_uri_path

from pactdir.page_store.middleware import is_public
from regions.as_of.asking import PARAMETER
from regions.lists.query_names import names_read_by
from regions.sheets.addresses import page_path

# Temporary, since a release may change which parameters a view reads.
CACHE_CONTROL = "public, max-age=3600"
FILES = (".csv", ".xlsx", ".pdf")
UNQUOTED = "!$&'()*+,;=:@/?%-._~"  # allowed in a query string, or already quoted


class CleanUrls:
    """Placed outside all middleware that queries the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        query = request.META.get("QUERY_STRING", "")
        if query and is_public(request):
            clean_path = _page_as_of(query, request.path_info) or request.path_info
            clean_query = _known_parameters(query, clean_path)
            is_clean = (clean_path, clean_query) == (request.path_info, query)
            if clean_query is not None and not is_clean:
                request.get_host()  # raises DisallowedHost for a forged host
                return _redirect(clean_path, clean_query)
        return self.get_response(request)


def _page_as_of(query: str, path: str) -> str:
    if not path.endswith(FILES):
        return ""
    page = page_path(path)
    names = {name for pair in query.split("&") for name, _, value in [pair.partition("=")] if value}
    return page if PARAMETER in names and _known_parameters(f"{PARAMETER}=", page) else ""


def _known_parameters(query: str, path: str) -> str | None:
    try:
        names = names_read_by(resolve(path).func)
    except Resolver404:
        return None
    pairs = [pair for pair in query.split("&") if unquote_plus(pair.partition("=")[0]) in names]
    return "&".join(pairs)


def _redirect(path: str, query: str) -> HttpResponsePermanentRedirect:
    url = escape_uri_path(path)
    if query:
        # WSGI passes the bytes of a URL decoded as latin-1.
        url += "?" + quote(query.encode("latin-1", errors="replace"), safe=UNQUOTED)
    response = HttpResponsePermanentRedirect(url)
    response["Cache-Control"] = CACHE_CONTROL
    return response
