"""Gives public pages an ETag and serves them from the cache.

The ETag is computed before the page is rendered: a write in between results in another ETag, so
nothing is ever stale and no dependencies need tracking.
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
from pactdir.page_store.encodings import PLAIN, Page, accepted_encoding, compress
from pactdir.page_store.release import release
from pactdir.page_store.seen_versions import SeenVersions
from regions import clock
from regions.lists.narrowing import NarrowedList
from regions.sheets.addresses import WORDS
from regions.writing.changing import ContentVersion
from regions.writing.version_cache import pin_version

# These pages are private, or different every time. On other paths, responses with no-store or a
# cookie are not cached either.
NOT_PUBLIC = ("/admin/", "/voorbeeld/", "/livez", "/readyz")
SHEETS = tuple(f".{extension}" for extension in WORDS)
MAX_PATH_LENGTH, MAX_QUERY_LENGTH = 300, 200
# Caches must revalidate each time, which costs one query: a correction is visible at once.
CACHE_CONTROL = "no-cache"
STALE_MAX_AGE = 5  # seconds in which a browser may reuse a copy that could not be revalidated

seen_versions = SeenVersions()


class PageStore:
    """Placed inside the middleware that sets security headers: cached pages get those too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        release()  # at start-up, not during the first request

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_public(request):
            return self.get_response(request)
        host = request.get_host()  # raises DisallowedHost before any query
        version = _version()
        if version is None:
            return self.get_response(request)  # pages without a query still work
        etag = _etag(request, host, version)
        if etag in parse_etags(request.headers.get("If-None-Match", "")):
            return _with_public_headers(HttpResponseNotModified(), etag)
        cache_name = _cache_for(request)
        page = backends.get(cache_name, etag) if cache_name else None
        if page is not None:
            return _response_from(page, request, etag)
        with pin_version(version):
            return self._render(request, etag, cache_name)

    def _render(self, request: HttpRequest, etag: str, cache_name: str | None) -> HttpResponseBase:
        response = self.get_response(request)
        if not _is_cacheable(response):
            return response
        if response.status_code != 200 or not isinstance(response, HttpResponse):
            compress(response, accepted_encoding(request))
            return _with_public_headers(response)
        if cache_name is None:
            compress(response, accepted_encoding(request))
            return _with_public_headers(response, etag)
        page = Page.from_response(response)
        backends.store(cache_name, etag, page)
        return _response_from(page, request, etag)


def last_good_copy(request: HttpRequest) -> HttpResponse | None:
    """The newest cached copy, for when the database is down (RFC 5861, stale-if-error).

    The copy is from today, and of a content version that was current until a moment ago, so that
    nothing unpublished earlier reappears. A client that has this copy gets a 304.
    """
    if not is_public(request):
        return None
    etags = [_etag(request, request.get_host(), version) for version in seen_versions.recent()]
    client_etags = parse_etags(request.headers.get("If-None-Match", ""))
    cache_name = _cache_for(request)
    cached = backends.get_many(cache_name, etags) if cache_name else {}
    for etag in etags:
        if etag in client_etags:
            return _as_stale(HttpResponseNotModified(), etag)
        if etag in cached:
            return _as_stale(_response_from(cached[etag], request, etag), etag)
    return None


def _as_stale(response: HttpResponse, etag: str) -> HttpResponse:
    _with_public_headers(response, etag)
    if response["Cache-Control"] == CACHE_CONTROL:
        response["Cache-Control"] = f"max-age={STALE_MAX_AGE}"
    response["Cache-Status"] = "pactdir; hit; detail=stale-if-error"  # RFC 9211
    return response


def is_public(request: HttpRequest) -> bool:
    return request.method in ("GET", "HEAD") and not request.path_info.startswith(NOT_PUBLIC)


def _version() -> int | None:
    try:
        version = ContentVersion.current()
    except Error:
        return None
    seen_versions.record(version)
    return version


def _response_from(page: Page, request: HttpRequest, etag: str) -> HttpResponse:
    encoding, body = page.body_for(accepted_encoding(request))
    response = HttpResponse(body, headers=page.headers)
    response["Content-Length"] = str(len(body))
    if encoding != PLAIN:
        response["Content-Encoding"] = encoding
    _with_public_headers(response, etag)
    return response


def _with_public_headers(response: HttpResponseBase, etag: str | None = None) -> HttpResponseBase:
    if etag:
        response["ETag"] = etag
    response.setdefault("Cache-Control", CACHE_CONTROL)
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _is_cacheable(response: HttpResponseBase) -> bool:
    cache_control = response.get("Cache-Control", "").lower()
    return not (
        response.streaming
        or response.status_code >= 500
        or response.cookies
        or "no-store" in cache_control
        or "private" in cache_control
        or "cookie" in response.get("Vary", "").lower()
        or response.has_header("Content-Encoding")
    )


def _etag(request: HttpRequest, host: str, version: int) -> str:
    # The ETag is weak, since the bytes of a page differ by encoding.
    parts = [
        release(),
        str(version),
        clock.today().isoformat(),
        request.scheme,
        host,
        request.path,
        request.META.get("QUERY_STRING", ""),
    ]
    digest = blake2b("\0".join(parts).encode(errors="backslashreplace"), digest_size=16)
    return f'W/"{digest.hexdigest()}"'


def _cache_for(request: HttpRequest) -> str | None:
    # Return None if visitors could fill the cache at will with such URLs.
    host, port = split_domain_port(request.get_host())
    is_canonical = request.get_host() == (f"{host}:{port}" if port else host)
    if not is_canonical or port not in ("", request.get_port()):
        return None
    if len(request.path) > MAX_PATH_LENGTH:
        return None
    query = request.META.get("QUERY_STRING", "")
    if query and (
        len(query) > MAX_QUERY_LENGTH or not request.GET.keys() <= cacheable_parameters()
    ):
        return None
    if request.path.endswith(SHEETS):
        return backends.SHEETS
    return backends.NARROWED if query else backends.PAGES


@cache
def cacheable_parameters() -> set[str]:
    # Only parameters set by links and checkboxes: pages with typed text are not cached.
    names, lists = {"page", "school", "vergelijk"}, [NarrowedList]
    while lists:
        list_class = lists.pop()
        lists += list_class.__subclasses__()
        names |= list_class.facet_names
    return names
