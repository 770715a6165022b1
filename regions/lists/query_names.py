"""Which names of a query string a view reads; one that says nothing reads nothing.

Public pages drop all other names (pactdir/page_store/clean_addresses.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import django_filters

ATTRIBUTE = "query_names"
View = TypeVar("View", bound=Callable[..., object])


def reads(*names: str | type[django_filters.FilterSet]) -> Callable[[View], View]:
    """Say on a view which names it reads: each by itself, or all of a set of filters."""
    found: set[str] = set()
    for name in names:
        found |= {name} if isinstance(name, str) else name.base_filters.keys()

    def decorate(view: View) -> View:
        setattr(view, ATTRIBUTE, frozenset(found))
        return view

    return decorate


def names_read_by(view: Callable[..., object]) -> frozenset[str]:
    names: frozenset[str] = getattr(view, ATTRIBUTE, frozenset())
    return names
