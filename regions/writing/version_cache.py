"""In-process cache of values derived from public data, per content version and date.

Checking the version takes one small query, or none within a page that has already read it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Generic, TypeVar

from django.db import connection

from regions.writing.changing import ContentVersion, OutsideChange, current_change

Day = TypeVar("Day")  # a date, or an AsOf
Value = TypeVar("Value")
Key = tuple[Any, int, Any]  # name of the database, content version, day
MAX_DAYS = 8
_caches: list[CachedPerVersion[Any, Any]] = []
_pinned_version: ContextVar[int | None] = ContextVar("pinned_version", default=None)


@contextmanager
def pin_version(version: int) -> Iterator[None]:
    """Use this version throughout a page that only reads; read it before rendering starts."""
    token = _pinned_version.set(version)
    try:
        yield
    finally:
        _pinned_version.reset(token)


class CachedPerVersion(Generic[Day, Value]):
    """A function of a date that caches its results for the most recent dates.

    Results are shared: never mutate them.
    """

    def __init__(self, compute: Callable[[Day], Value]) -> None:
        self.compute = compute
        self.__doc__ = compute.__doc__
        # Most recently used last. Replaced as a whole, so that threads need no lock.
        self._values: dict[Key, Value] = {}
        _caches.append(self)

    def __call__(self, on: Day) -> Value:
        if _is_inside_change():
            return self.compute(on)  # the change may be rolled back, as for a preview
        # Read before computing, so that a concurrent write makes the value outdated, not wrong.
        version = _pinned_version.get()
        if version is None:
            version = ContentVersion.current()
        key = (connection.settings_dict["NAME"], version, on)
        values = self._values
        value = values[key] if key in values else self.compute(on)
        if next(reversed(values), None) != key:
            kept = [row for row in self._values.items() if row[0][:2] == key[:2] and row[0] != key]
            self._values = dict([*kept, (key, value)][-MAX_DAYS:])
        return value


def cached_per_version(compute: Callable[[Day], Value]) -> CachedPerVersion[Day, Value]:
    return CachedPerVersion(compute)


def clear_caches() -> None:
    """For tests: a rolled-back database returns to a version it had before."""
    for cache in _caches:
        cache._values = {}


def _is_inside_change() -> bool:
    try:
        current_change()
    except OutsideChange:
        return False
    return True
