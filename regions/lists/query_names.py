"""Declares the query parameters that a view reads; by default none.

Public pages drop all others (pactdir/page_store/clean_urls.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from regions.lists.narrowing import NarrowedList

ATTRIBUTE = "query_names"
View = TypeVar("View", bound=Callable[..., object])


def reads(*names: str | type[NarrowedList]) -> Callable[[View], View]:
    """Declare the query parameters of a view: by name, or all those of a NarrowedList."""
    parameters: set[str] = set()
    for name in names:
        parameters |= {name} if isinstance(name, str) else name.facet_names | name.text_names

    def decorate(view: View) -> View:
        setattr(view, ATTRIBUTE, frozenset(parameters))
        return view

    return decorate


def names_read_by(view: Callable[..., object]) -> frozenset[str]:
    names: frozenset[str] = getattr(view, ATTRIBUTE, frozenset())
    return names
