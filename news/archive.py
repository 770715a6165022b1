"""A list narrowed to one year, by a plain link: "?jaar=2021"."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import QueryDict

from regions.lists.narrowing import Facet, narrow

NAME = "jaar"


class Archive:
    """The years there is something from, the latest first, and the one that was asked for.

    A year without anything, or what is none at all, narrows nothing; `ignored` says so.
    """

    def __init__(self, asked: QueryDict, years: Iterable[int]) -> None:
        self.years = sorted(set(years), reverse=True)
        # Spelled in one way only: no "02021".
        facet = Facet(NAME, "Jaar", [(str(year), str(year)) for year in self.years])
        self.narrowing = narrow(lambda name: asked.getlist(name)[-1:], [facet])

    @property
    def year(self) -> int | None:
        chosen = self.narrowing.values.get(NAME)
        return int(chosen[0]) if chosen else None

    @property
    def ignored(self) -> bool:
        return bool(self.narrowing.ignored)
