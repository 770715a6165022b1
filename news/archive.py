"""Filter a list by year through a plain link: "?jaar=2021"."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import QueryDict

from regions.lists.narrowing import Facet, narrow

NAME = "jaar"


class Archive:
    """The years that have rows, newest first, and the year chosen in the query string.

    A year without rows, or a value that is not a year, does not filter and sets `ignored`.
    """

    def __init__(self, query: QueryDict, years: Iterable[int]) -> None:
        self.years = sorted(set(years), reverse=True)
        # Compare as text, to accept only one spelling of a year: "2021", not "02021".
        facet = Facet(NAME, "Jaar", [(str(year), str(year)) for year in self.years])
        self.narrowing = narrow(lambda name: query.getlist(name)[-1:], [facet])

    @property
    def year(self) -> int | None:
        selection = self.narrowing.values.get(NAME)
        return int(selection[0]) if selection else None

    @property
    def ignored(self) -> bool:
        return bool(self.narrowing.ignored)
