"""Which names of a query string a view reads; one that says nothing reads nothing.

Public pages drop all other names (pactdir/page_store/clean_addresses.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from regions.lists.narrowing import NarrowedList

ATTRIBUTE = "query_names"
View = TypeVar("View", bound=Callable[..., object])


def reads(*names: str | type[NarrowedList]) -> Callable[[View], View]:
    """Say on a view which names it reads: each by itself, or all that a list is narrowed by."""
    found: set[str] = set()
    for name in names:
        found |= {name} if isinstance(name, str) else name.facet_names | name.text_names

    def decorate(view: View) -> View:
        setattr(view, ATTRIBUTE, frozenset(found))
        return view

    return decorate


def names_read_by(view: Callable[..., object]) -> frozenset[str]:
    names: frozenset[str] = getattr(view, ATTRIBUTE, frozenset())
    return names
