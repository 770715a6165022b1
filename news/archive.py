"""A list narrowed to one year with a plain link: "?jaar=2021"."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import QueryDict

from regions.lists.narrowing import Facet, narrow

NAME = "jaar"


class Archive:
    """The years that have rows, newest first, and the year chosen in the query string.

    A year without rows, or a value that is not a year, narrows nothing and sets `ignored`.
    """

    def __init__(self, query: QueryDict, years: Iterable[int]) -> None:
        self.years = sorted(set(years), reverse=True)
        # Comparing as text accepts one spelling only: not "02021".
        facet = Facet(NAME, "Jaar", [(str(year), str(year)) for year in self.years])
        self.narrowing = narrow(lambda name: query.getlist(name)[-1:], [facet])

    @property
    def year(self) -> int | None:
        chosen = self.narrowing.values.get(NAME)
        return int(chosen[0]) if chosen else None

    @property
    def ignored(self) -> bool:
        return bool(self.narrowing.ignored)
