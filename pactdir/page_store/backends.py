"""Caches of pages and of counts: in the worker's memory, or in Redis, which may go down."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from time import monotonic
from typing import Any

from django.core.cache import caches
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from pactdir.page_store.encodings import Page

logger = logging.getLogger(__name__)

# URLs without a query string are limited in number; filtered lists are not, so they have a cache
# of their own and evict only each other. So do sheets, which can be large.
PAGES, NARROWED, SHEETS = "pages", "narrowed", "sheets"
KINDS = (PAGES, NARROWED, SHEETS)
MAX_ENTRIES = {PAGES: 2000, NARROWED: 300, SHEETS: 40}
# bytes, for all encodings together
MAX_PAGE_SIZE = {PAGES: 64_000, NARROWED: 64_000, SHEETS: 500_000}
DAY = 86_400  # seconds; the day is part of the key
HOUR = 3_600
# Counts of submitted forms are kept apart from pages, so that neither evicts the other.
COUNTS = "counts"
MAX_COUNTS = 20_000
TIMEOUTS = {PAGES: DAY, NARROWED: HOUR, SHEETS: HOUR}
REDIS_TIMEOUT = 0.3  # seconds, per Redis call
REDIS_PAUSE = 30  # seconds without using Redis after an error


def page_caches(redis_url: str) -> dict[str, dict[str, Any]]:
    dummy = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    options_for = _in_memory if not redis_url else lambda kind: _in_redis(kind, redis_url)
    return {"default": dummy, **{kind: options_for(kind) for kind in (*KINDS, COUNTS)}}


def _in_memory(kind: str) -> dict[str, Any]:
    return {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": kind,
        "TIMEOUT": TIMEOUTS.get(kind),
        "OPTIONS": {"MAX_ENTRIES": MAX_ENTRIES.get(kind, MAX_COUNTS)},
    }


def _in_redis(kind: str, url: str) -> dict[str, Any]:
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": url,
        "KEY_PREFIX": f"pactdir-{kind}",
        "TIMEOUT": TIMEOUTS.get(kind),
        "OPTIONS": {
            "serializer": "pactdir.page_store.backends.BytesSerializer",
            "socket_timeout": REDIS_TIMEOUT,
            "socket_connect_timeout": REDIS_TIMEOUT,
            # Rendering the page is faster than a retry.
            "retry": Retry(NoBackoff(), 0),
        },
    }


class BytesSerializer:
    """Replaces pickle, with which anyone who can write to Redis could run code."""

    def dumps(self, page: bytes) -> bytes:
        return page

    def loads(self, page: bytes) -> bytes:
        return page


_paused_until = 0.0


def get(kind: str, key: str) -> Page | None:
    cached = _unless_redis_is_down(lambda: caches[kind].get(key))
    try:
        return Page.from_bytes(cached) if cached else None
    except ValueError:
        return None


def get_many(kind: str, keys: list[str]) -> dict[str, Page]:
    cached = _unless_redis_is_down(lambda: caches[kind].get_many(keys)) or {}
    pages = {}
    for key, page in cached.items():
        with suppress(ValueError):
            pages[key] = Page.from_bytes(page)
    return pages


def store(kind: str, key: str, page: Page) -> None:
    if page.size <= MAX_PAGE_SIZE[kind]:
        _unless_redis_is_down(lambda: caches[kind].set(key, page.to_bytes()))


def count(key: str, period: timedelta) -> int:
    """Add one, and return the count since the first in this period; 0 while Redis is down."""
    cache = caches[COUNTS]

    def add_one() -> int:
        cache.add(key, 0, timeout=int(period.total_seconds()))
        try:
            return cache.incr(key)
        except ValueError:  # evicted in between
            return 1

    return _unless_redis_is_down(add_one) or 0


def _unless_redis_is_down(call: Callable[[], Any]) -> Any:
    global _paused_until
    if monotonic() < _paused_until:
        return None
    try:
        return call()
    except (RedisError, OSError) as error:
        _paused_until = monotonic() + REDIS_PAUSE
        logger.warning("Redis does not answer (%s); pages are rendered.", error)
        return None
