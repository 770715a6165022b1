"""Values derived from public data, cached in the worker per content version and per day.

One small query checks the version, and none where the page has already asked for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any, Generic, TypeVar

from django.db import connection

from regions.writing.changing import ContentVersion, OutsideTheDoor, current_change

Made = TypeVar("Made")
_caches: list[CachedPerVersion[Any]] = []
_version_of_page: ContextVar[int | None] = ContextVar("version_of_page", default=None)


@contextmanager
def at_version(version: int) -> Iterator[None]:
    """For a page that only reads: the version asked before it was made holds all through it."""
    token = _version_of_page.set(version)
    try:
        yield
    finally:
        _version_of_page.reset(token)


class CachedPerVersion(Generic[Made]):
    """A function of a day whose last result is cached. Results are shared: never mutate one."""

    def __init__(self, make: Callable[[date], Made]) -> None:
        self.make = make
        self.__doc__ = make.__doc__
        # Of when it is, and what; one tuple, so that threads see both or neither.
        self._kept: tuple[Any, Any] = (None, None)
        _caches.append(self)

    def __call__(self, on: date) -> Made:
        if _is_being_changed():
            return self.make(on)  # what may yet be undone, as for a preview, is not kept
        # Asked before it is made: what is written meanwhile raises it, so that it is made anew.
        version = _version_of_page.get()
        if version is None:
            version = ContentVersion.current()
        now = (connection.settings_dict["NAME"], version, on)
        kept_at, made = self._kept
        if kept_at != now:
            made = self.make(on)
            self._kept = (now, made)
        return made


def cached_per_version(make: Callable[[date], Made]) -> CachedPerVersion[Made]:
    return CachedPerVersion(make)


def forget_all() -> None:
    """For tests, whose databases go back to a version they have had before."""
    for function in _caches:
        function._kept = (None, None)


def _is_being_changed() -> bool:
    try:
        current_change()
    except OutsideTheDoor:
        return False
    return True
