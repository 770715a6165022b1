"""What is worked out of public data for many pages: kept in the worker until something is written.

One tiny query tells whether it still holds; a new day makes it anew too.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Generic, TypeVar

from django.db import connection

from regions.changing import ContentVersion, OutsideTheDoor, current_change

Made = TypeVar("Made")
_all: list[Remembered[Any]] = []


class Remembered(Generic[Made]):
    """A decorator of a function of a day. What it returns is shared: nobody may change it."""

    def __init__(self, make: Callable[[date], Made]) -> None:
        self.make = make
        self.__doc__ = make.__doc__
        # Of when it is, and what; one tuple, so that threads see both or neither.
        self._kept: tuple[Any, Any] = (None, None)
        _all.append(self)

    def __call__(self, on: date) -> Made:
        if _is_being_changed():
            return self.make(on)  # what may yet be undone, as for a preview, is not kept
        # Asked before it is made: what is written meanwhile raises it, so that it is made anew.
        now = (connection.settings_dict["NAME"], ContentVersion.current(), on)
        kept_at, made = self._kept
        if kept_at != now:
            made = self.make(on)
            self._kept = (now, made)
        return made


def forget_all() -> None:
    """For tests, whose databases go back to a version they have had before."""
    for one in _all:
        one._kept = (None, None)


def _is_being_changed() -> bool:
    try:
        current_change()
    except OutsideTheDoor:
        return False
    return True
