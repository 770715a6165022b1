"""The caches of pages: the worker's memory, or Redis, which may go down at any time."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import Any

from django.core.cache import caches
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from pactdir.page_store.encodings import Page

logger = logging.getLogger(__name__)

# Addresses without a query string are limited in number; filtered lists are not. In a cache of
# their own those evict only each other.
PAGES, NARROWED = "pages", "narrowed"
MOST = {PAGES: 2000, NARROWED: 300}
LARGEST = 64_000  # bytes of one page, both encodings together
A_DAY = 86_400  # seconds: the day is part of the key
AN_HOUR = 3_600
LASTS = {PAGES: A_DAY, NARROWED: AN_HOUR}
PATIENCE = 0.3  # seconds, per Redis call
REST = 30  # seconds without trying Redis after an error


def page_caches(redis_url: str) -> dict[str, dict[str, Any]]:
    """The CACHES setting; only pages are cached."""
    dummy = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    make = _in_memory if not redis_url else lambda kind: _in_redis(kind, redis_url)
    return {"default": dummy, **{kind: make(kind) for kind in (PAGES, NARROWED)}}


def _in_memory(kind: str) -> dict[str, Any]:
    return {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": kind,
        "TIMEOUT": LASTS[kind],
        "OPTIONS": {"MAX_ENTRIES": MOST[kind]},
    }


def _in_redis(kind: str, url: str) -> dict[str, Any]:
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": url,
        "KEY_PREFIX": f"pactdir-{kind}",
        "TIMEOUT": LASTS[kind],
        "OPTIONS": {
            "serializer": "pactdir.page_store.backends.BytesSerializer",
            "socket_timeout": PATIENCE,
            "socket_connect_timeout": PATIENCE,
            # Rendering the page is quicker than a retry.
            "retry": Retry(NoBackoff(), 0),
        },
    }


class BytesSerializer:
    """Django would pickle: whoever can write to Redis could then run code."""

    def dumps(self, page: bytes) -> bytes:
        return page

    def loads(self, page: bytes) -> bytes:
        return page


_rests_until = 0.0


def find(kind: str, key: str) -> Page | None:
    cached = _unless_down(lambda: caches[kind].get(key))
    try:
        return Page.from_bytes(cached) if cached else None
    except ValueError:
        return None


def find_all(kind: str, keys: list[str]) -> dict[str, Page]:
    cached = _unless_down(lambda: caches[kind].get_many(keys)) or {}
    pages = {}
    for key, page in cached.items():
        with suppress(ValueError):
            pages[key] = Page.from_bytes(page)
    return pages


def keep(kind: str, key: str, page: Page) -> None:
    if page.size <= LARGEST:
        _unless_down(lambda: caches[kind].set(key, page.to_bytes()))


def _unless_down(call: Callable[[], Any]) -> Any:
    """The result of `call`; None if Redis fails, and for REST seconds after that."""
    global _rests_until
    if monotonic() < _rests_until:
        return None
    try:
        return call()
    except (RedisError, OSError) as error:
        _rests_until = monotonic() + REST
        logger.warning("Redis does not answer (%s); pages are rendered.", error)
        return None
