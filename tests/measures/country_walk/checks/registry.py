"""Registry of checks by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.measures.country_walk.facts import Facts
from tests.measures.country_walk.reading import Series

Violations = Iterator[tuple[str, str]]  # pairs of a URL and the wrong text
Check = Callable[[Series, Facts], Violations]
CHECKS: dict[str, Check] = {}


def check(function: Check) -> Check:
    CHECKS[function.__name__] = function
    return function
