"""What a page shows of how its list is narrowed: one shape for every template."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field

# A shorter list is read sooner than its filters are.
WORTH_FILTERING = 10
MOST_SHOWN = 6
# Folding away one or two saves no room.
NOT_WORTH_FOLDING = 2


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    number: int
    is_chosen: bool
    is_at_least: bool = False  # where not all were counted


@dataclass(frozen=True)
class ShownFacet:
    name: str
    label: str
    options: list[Option]
    is_single: bool = False
    is_folded: bool = True  # where it is long
    hint: str = ""

    def narrows(self, total: int) -> bool:
        """Whether any of its choices would give some of these rows, but not all."""
        giving = [option.number for option in self.options if option.number]
        return len(self.options) > 1 and bool(giving) and (len(giving) > 1 or giving != [total])

    @property
    def is_long(self) -> bool:
        return self.is_folded and len(self.options) > MOST_SHOWN + NOT_WORTH_FOLDING

    @property
    def shown(self) -> list[Option]:
        """All of a few; of many what is chosen and those that give most, in their own order."""
        if not self.is_long:
            return self.options
        giving = [option for option in self.options if option.number]
        giving.sort(key=lambda option: -option.number)
        most = {option.value for option in giving[:MOST_SHOWN]}
        return [option for option in self.options if option.is_chosen or option.value in most]

    @property
    def folded(self) -> list[Option]:
        shown = set(self.shown)
        return [option for option in self.options if option not in shown]


@dataclass(frozen=True)
class ShownText:
    """A box to type in, with what was typed there."""

    name: str
    label: str
    longest: int
    typed: str
    is_refused: bool


@dataclass(frozen=True)
class Chosen:
    """A choice that is in force, in words, and the query of the address without it."""

    name: str
    label: str
    value: str
    query_without: str


@dataclass(frozen=True)
class ShownFilters:
    """What `_filters.html`, `_chosen.html` and `_nothing.html` take."""

    facets: list[ShownFacet]
    chosen: list[Chosen]
    ignored: list[str]  # the labels of what was asked for and does not exist
    query_without_all: str
    hidden: list[tuple[str, str]]  # what the form sends along
    text: ShownText | None = None
    # Where nothing fits: the filters without which something would.
    worth_dropping: list[Chosen] = field(default_factory=list)
    is_search: bool = False

    @property
    def is_offered(self) -> bool:
        return bool(self.text or self.facets)


def is_worth_filtering(whole: int) -> bool:
    return whole >= WORTH_FILTERING


def worth_showing(
    facets: Iterable[ShownFacet], chosen: Container[str], *, whole: int, total: int
) -> list[ShownFacet]:
    """The facets that serve a list of `whole` rows, of which `total` fit what is chosen.

    One of which something is chosen stays, so that it can be taken off.
    """
    is_long = is_worth_filtering(whole)
    return [facet for facet in facets if facet.name in chosen or (is_long and facet.narrows(total))]
