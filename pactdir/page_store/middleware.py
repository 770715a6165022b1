"""The middleware that gives public pages an ETag and serves them from the cache.

The ETag is computed before the page is rendered: a write in between makes another ETag, so nothing
is ever stale and no dependencies need tracking.
"""

from collections.abc import Callable
from functools import cache
from hashlib import blake2b

from django.db import Error
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.request import split_domain_port
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from pactdir.page_store import backends
from pactdir.page_store.encodings import PLAIN, Page, compress, form_for
from pactdir.page_store.release import release
from pactdir.page_store.seen_versions import SeenVersions
from regions import clock
from regions.lists.narrowing import NarrowedList
from regions.writing.changing import ContentVersion
from regions.writing.version_cache import pin_version

# Private, or different every time. Responses that say so themselves (no-store, a cookie) are not
# cached either, under any path.
NOT_PUBLIC = ("/admin/", "/voorbeeld/", "/livez", "/readyz")
LONGEST_PATH, LONGEST_QUERY = 300, 200
# Caches may store it but revalidate each time: one query, and a correction shows at once.
CACHE_CONTROL = "no-cache"
STALE_LASTS = 5  # seconds a browser may reuse a copy that we could not revalidate

seen = SeenVersions()


class PageStore:
    """Placed inside the middleware that sets security headers: cached pages get them too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        release()  # computed at start-up, not while the first visitor waits

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_public(request):
            return self.get_response(request)
        host = request.get_host()  # raises DisallowedHost before any query
        version = _version()
        if version is None:
            return self.get_response(request)  # pages without a query still work
        etag = _etag(request, host, version)
        if etag in parse_etags(request.headers.get("If-None-Match", "")):
            return _for_everyone(HttpResponseNotModified(), etag)
        kind = _kind_to_keep(request)
        page = backends.find(kind, etag) if kind else None
        if page is not None:
            return _sent(page, request, etag)
        with pin_version(version):
            return self._make(request, etag, kind)

    def _make(self, request: HttpRequest, etag: str, kind: str | None) -> HttpResponseBase:
        response = self.get_response(request)
        if not _is_for_everyone(response):
            return response
        if response.status_code != 200 or not isinstance(response, HttpResponse):
            compress(response, form_for(request))
            return _for_everyone(response)
        if kind is None:
            compress(response, form_for(request))
            return _for_everyone(response, etag)
        page = Page.of(response)
        backends.keep(kind, etag, page)
        return _sent(page, request, etag)


def last_good_copy(request: HttpRequest) -> HttpResponse | None:
    """The newest cached copy, for when the database is down (RFC 5861, stale-if-error).

    Only of today and of a version current until a moment ago, so that what was unpublished before
    stays so. A 304 for a client that has that copy.
    """
    if not is_public(request):
        return None
    etags = [_etag(request, request.get_host(), version) for version in seen.lately()]
    asked = parse_etags(request.headers.get("If-None-Match", ""))
    kind = _kind_to_keep(request)
    found = backends.find_all(kind, etags) if kind else {}
    for etag in etags:
        if etag in asked:
            return _stale(HttpResponseNotModified(), etag)
        if etag in found:
            return _stale(_sent(found[etag], request, etag), etag)
    return None


def _stale(response: HttpResponse, etag: str) -> HttpResponse:
    _for_everyone(response, etag)
    if response["Cache-Control"] == CACHE_CONTROL:
        response["Cache-Control"] = f"max-age={STALE_LASTS}"
    response["Cache-Status"] = "pactdir; hit; detail=stale-if-error"  # RFC 9211
    return response


def is_public(request: HttpRequest) -> bool:
    return request.method in ("GET", "HEAD") and not request.path_info.startswith(NOT_PUBLIC)


def _version() -> int | None:
    """None if the database is down."""
    try:
        version = ContentVersion.current()
    except Error:
        return None
    seen.saw(version)
    return version


def _sent(page: Page, request: HttpRequest, etag: str) -> HttpResponse:
    """Built from the page alone, so that a fresh and a cached page are sent alike."""
    form, body = page.in_form(form_for(request))
    response = HttpResponse(body, headers=page.headers)
    response["Content-Length"] = str(len(body))
    if form != PLAIN:
        response["Content-Encoding"] = form
    _for_everyone(response, etag)
    return response


def _for_everyone(response: HttpResponseBase, etag: str | None = None) -> HttpResponseBase:
    if etag:
        response["ETag"] = etag
    response.setdefault("Cache-Control", CACHE_CONTROL)
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _is_for_everyone(response: HttpResponseBase) -> bool:
    """Neither private, nor streaming, nor a server error."""
    says = response.get("Cache-Control", "").lower()
    return not (
        response.streaming
        or response.status_code >= 500
        or response.cookies
        or "no-store" in says
        or "private" in says
        or "cookie" in response.get("Vary", "").lower()
        or response.has_header("Content-Encoding")
    )


def _etag(request: HttpRequest, host: str, version: int) -> str:
    """Weak: the encodings of a page differ in their bytes."""
    depends_on = [
        release(),
        str(version),
        clock.today().isoformat(),
        request.scheme,
        host,
        request.path,
        request.META.get("QUERY_STRING", ""),
    ]
    digest = blake2b("\0".join(depends_on).encode(errors="backslashreplace"), digest_size=16)
    return f'W/"{digest.hexdigest()}"'


def _kind_to_keep(request: HttpRequest) -> str | None:
    """The cache for this address, or None: visitors must not be able to fill it at will."""
    host, port = split_domain_port(request.get_host())
    as_written = request.get_host() == (f"{host}:{port}" if port else host)
    if not as_written or port not in ("", request.get_port()):
        return None
    if len(request.path) > LONGEST_PATH:
        return None
    query = request.META.get("QUERY_STRING", "")
    if not query:
        return backends.PAGES
    if len(query) <= LONGEST_QUERY and request.GET.keys() <= names_of_choices():
        return backends.NARROWED
    return None


@cache
def names_of_choices() -> set[str]:
    """Parameters set by links and checkboxes; pages that show typed text are not cached."""
    names, lists = {"page", "school", "vergelijk"}, [NarrowedList]
    while lists:
        narrowed = lists.pop()
        lists += narrowed.__subclasses__()
        names |= narrowed.facet_names
    return names
