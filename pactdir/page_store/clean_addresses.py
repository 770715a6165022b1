"""One address for each page: what no view reads in a query string is dropped by a redirect.

Else "?utm_source=…" or "?x=1" would be another page to every cache, ours too, and be made anew.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote, unquote_plus

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.encoding import escape_uri_path

from pactdir.page_store.middleware import is_public
from regions.lists.query_names import names_read_by

# Which names a view reads may change with a release, so not for good.
CACHE_CONTROL = "public, max-age=3600"
AS_IT_IS = "!$&'()*+,;=:@/?%-._~"  # what may stand in a query string, and what is quoted already


class CleanAddresses:
    """Stands outside of all that asks the database: a redirect needs none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        query = request.META.get("QUERY_STRING", "")
        if query and is_public(request):
            kept = _known_part(query, request.path_info)
            if kept is not None and kept != query:
                request.get_host()  # a forged one is refused before anything is answered
                return _redirect(request.path, kept)
        return self.get_response(request)


def _known_part(query: str, path: str) -> str | None:
    """The pairs of the query string that the view of this address reads, as they were written.

    None where there is no such address.
    """
    try:
        names = names_read_by(resolve(path).func)
    except Resolver404:
        return None
    pairs = [pair for pair in query.split("&") if unquote_plus(pair.partition("=")[0]) in names]
    return "&".join(pairs)


def _redirect(path: str, query: str) -> HttpResponsePermanentRedirect:
    address = escape_uri_path(path)
    if query:
        # A server hands over the bytes of an address as if they were latin-1.
        address += "?" + quote(query.encode("latin-1", errors="replace"), safe=AS_IT_IS)
    response = HttpResponsePermanentRedirect(address)
    response["Cache-Control"] = CACHE_CONTROL
    return response
