"""The filters of any list, as templates show them."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field

# A shorter list is quicker to read than to filter.
MIN_ROWS_TO_FILTER = 10
MAX_SHOWN = 6
# Collapsing one or two options saves no space.
MAX_HIDDEN_TO_UNFOLD = 2


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    number: int
    is_chosen: bool
    is_at_least: bool = False  # True if not all rows were counted


@dataclass(frozen=True)
class ShownFacet:
    name: str
    label: str
    options: list[Option]
    is_single: bool = False
    is_folded: bool = True  # collapsed if it is long
    hint: str = ""

    def narrows(self, total: int) -> bool:
        giving = [option.number for option in self.options if option.number]
        return len(self.options) > 1 and bool(giving) and (len(giving) > 1 or giving != [total])

    @property
    def is_long(self) -> bool:
        return self.is_folded and len(self.options) > MAX_SHOWN + MAX_HIDDEN_TO_UNFOLD

    @property
    def visible(self) -> list[Option]:
        # All options of a short facet; for a long one, those chosen and the most frequent.
        if not self.is_long:
            return self.options
        giving = [option for option in self.options if option.number]
        giving.sort(key=lambda option: -option.number)
        most = {option.value for option in giving[:MAX_SHOWN]}
        return [option for option in self.options if option.is_chosen or option.value in most]

    @property
    def folded(self) -> list[Option]:
        visible = set(self.visible)
        return [option for option in self.options if option not in visible]


@dataclass(frozen=True)
class ShownText:
    name: str
    label: str
    max_length: int
    typed: str
    is_refused: bool


@dataclass(frozen=True)
class Chosen:
    """The text of a choice, and the query string without it."""

    name: str
    label: str
    value: str
    query_without: str


@dataclass(frozen=True)
class ShownFilters:
    """The context of `_filters.html`, `_chosen.html` and `_nothing.html`."""

    facets: list[ShownFacet]
    chosen: list[Chosen]
    ignored: list[str]  # labels of parameters with an invalid value
    query_without_all: str
    hidden: list[tuple[str, str]]  # for the form's hidden fields
    pairs: list[tuple[str, str]]  # the valid choices
    texts: list[ShownText] = field(default_factory=list)
    # If there are no results: filters that can be removed to get some.
    useful_removals: list[Chosen] = field(default_factory=list)
    is_search: bool = False

    @property
    def is_offered(self) -> bool:
        return bool(self.texts or self.facets)

    @property
    def text(self) -> ShownText | None:
        return next(iter(self.texts), None)


def is_worth_filtering(whole: int) -> bool:
    return whole >= MIN_ROWS_TO_FILTER


def useful_facets(
    facets: Iterable[ShownFacet], chosen: Container[str], *, whole: int, total: int
) -> list[ShownFacet]:
    """The useful facets for a list of `whole` rows, of which `total` match the choices.

    A facet with a choice is always kept, so that the choice can be removed.
    """
    is_long = is_worth_filtering(whole)
    return [facet for facet in facets if facet.name in chosen or (is_long and facet.narrows(total))]
