"""Where pages are kept: in the memory of the worker, or in Redis, which may fall away any time."""

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

# Pages of an address alone: no more of them than the site has. Lists narrowed by choices in the
# address may be asked in endless ways; kept apart, they push out only each other.
PAGES, NARROWED = "pages", "narrowed"
MOST = {PAGES: 2000, NARROWED: 300}
LARGEST = 64_000  # bytes of one page, in both forms together
A_DAY = 86_400  # seconds: after a day the page is another one
AN_HOUR = 3_600
LASTS = {PAGES: A_DAY, NARROWED: AN_HOUR}
PATIENCE = 0.3  # seconds
REST = 30  # seconds


def page_caches(redis_url: str) -> dict[str, dict[str, Any]]:
    """For the setting CACHES; nothing but pages is cached."""
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
            "serializer": "pactdir.page_store.backends.AsItIs",
            "socket_timeout": PATIENCE,
            "socket_connect_timeout": PATIENCE,
            # Making the page anew is quicker than trying again.
            "retry": Retry(NoBackoff(), 0),
        },
    }


class AsItIs:
    """Bytes stay bytes: Django would pickle them, and who can write to Redis could run code."""

    def dumps(self, kept: bytes) -> bytes:
        return kept

    def loads(self, kept: bytes) -> bytes:
        return kept


_rests_until = 0.0


def find(kind: str, key: str) -> Page | None:
    kept = _unless_down(lambda: caches[kind].get(key))
    try:
        return Page.from_bytes(kept) if kept else None
    except ValueError:
        return None


def find_all(kind: str, keys: list[str]) -> dict[str, Page]:
    """Those that are kept, by their key."""
    kept = _unless_down(lambda: caches[kind].get_many(keys)) or {}
    found = {}
    for key, page in kept.items():
        with suppress(ValueError):
            found[key] = Page.from_bytes(page)
    return found


def keep(kind: str, key: str, page: Page) -> None:
    if page.size <= LARGEST:
        _unless_down(lambda: caches[kind].set(key, page.to_bytes()))


def _unless_down(ask: Callable[[], Any]) -> Any:
    """What was asked; None where Redis does not answer, and then it is left alone for a while."""
    global _rests_until
    if monotonic() < _rests_until:
        return None
    try:
        return ask()
    except (RedisError, OSError) as error:
        _rests_until = monotonic() + REST
        logger.warning("Redis does not answer (%s); pages are made anew.", error)
        return None
