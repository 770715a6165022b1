"""How an address narrows a list, worked out without a database.

A page says in `NarrowedList` what its list can be narrowed by. How many rows each choice gives is
counted by whoever has the rows: SQL (`filtering.py`), search hits and the schools nearby.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import ClassVar
from urllib.parse import urlencode

from regions.lists.shown import (
    Chosen,
    Option,
    ShownFacet,
    ShownFilters,
    ShownText,
    is_worth_filtering,
    worth_showing,
)
from regions.wording.dutch import listed

Choices = Sequence[tuple[str, str]]  # what stands in the address, and what the page says
Counts = Mapping[str, int]
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Facet:
    """Some of several choices; of those that exclude each other the last one counts."""

    name: str
    label: str
    choices: Choices
    is_single: bool = False
    is_folded: bool = True
    hint: str = ""

    def read(self, asked: Sequence[str]) -> tuple[list[str], bool]:
        """What exists of it, each once and in the order of the choices, and whether all does."""
        wanted = set(asked) - {""}
        known = [value for value, _ in self.choices if value in wanted]
        return known[-1:] if self.is_single else known, len(known) == len(wanted)

    def words(self, value: str) -> str:
        return self._labels[value]

    @cached_property
    def _labels(self) -> dict[str, str]:
        return dict(self.choices)


@dataclass(frozen=True)
class TextBox:
    """Text that a visitor types; the last one counts where an address has several."""

    name: str
    label: str
    longest: int

    def read(self, asked: Sequence[str]) -> tuple[list[str], bool]:
        text = asked[-1].strip() if asked else ""
        is_accepted = len(text) <= self.longest and "\x00" not in text
        return [text] if text and is_accepted else [], is_accepted

    def words(self, value: str) -> str:
        return value


@dataclass(frozen=True)
class Usual:
    """The choice in force where none is made of its facet; it adds nothing to the address."""

    value: str
    label: str
    number: int


@dataclass(frozen=True)
class Counted:
    """How many rows there are, and how many each choice would give, by facet and value."""

    total: int
    whole: int  # before anything is chosen
    numbers: Mapping[str, Counts]
    is_at_least: bool = False  # where not all were counted
    # Choices that show only once they are chosen, and what holds where nothing is.
    unoffered: Mapping[str, Collection[str]] = field(default_factory=dict)
    usual: Mapping[str, Usual] = field(default_factory=dict)


@dataclass(frozen=True)
class Narrowing:
    """What is chosen of what an address asks for, and the addresses with one choice fewer."""

    parameters: Mapping[str, Facet | TextBox]
    asked: Mapping[str, Sequence[str]]
    values: dict[str, list[str]]  # what counts, in the order of the parameters
    ignored: list[str]
    # What an address says besides, before and after the choices; it narrows nothing.
    leading: Pairs = field(default_factory=list)
    carried: Pairs = field(default_factory=list)

    def without(self, dropped: str) -> Narrowing:
        values = {name: values for name, values in self.values.items() if name != dropped}
        return replace(self, values=values)

    @property
    def pairs(self) -> Pairs:
        """What counts, as it stands in the address: in a fixed order, each once."""
        return [(name, value) for name, values in self.values.items() for value in values]

    def query_without(self, name: str, value: str | None = None) -> str:
        """The query of the address without this choice, or without all of that name."""
        return self._query(
            [pair for pair in self.pairs if pair[0] != name or value not in (None, pair[1])]
        )

    def query_with(self, *more: tuple[str, str]) -> str:
        return self._query([*self.pairs, *more])

    @property
    def query_without_all(self) -> str:
        return self._query([])

    def _query(self, pairs: Pairs) -> str:
        whole = [*self.leading, *pairs, *self.carried]
        return f"?{urlencode(whole)}" if whole else ""

    # --- in words ---

    @property
    def words_by_facet(self) -> list[tuple[str, list[str]]]:
        return [(self._label(name), self._words(name)) for name in self.values]

    @property
    def chosen(self) -> list[Chosen]:
        """Every choice that counts, each by itself."""
        return [
            Chosen(name, self._label(name), words, self.query_without(name, value))
            for name, values in self.values.items()
            for value, words in zip(values, self._words(name), strict=True)
        ]

    def dropping(self, helps: Collection[str]) -> list[Chosen]:
        """Each of these filters as a whole."""
        return [
            Chosen(
                name, self._label(name), listed(self._words(name), "of"), self.query_without(name)
            )
            for name in self.values
            if name in helps
        ]

    def _label(self, name: str) -> str:
        return self.parameters[name].label

    def _words(self, name: str) -> list[str]:
        return [self.parameters[name].words(value) for value in self.values[name]]

    # --- for the page ---

    def shown(self, counted: Counted, helps: Collection[str] = ()) -> ShownFilters:
        facets = [
            self._facet(parameter, counted)
            for parameter in self.parameters.values()
            if isinstance(parameter, Facet)
        ]
        return ShownFilters(
            facets=worth_showing(facets, self.values, whole=counted.whole, total=counted.total),
            chosen=self.chosen,
            ignored=self.ignored,
            query_without_all=self.query_without_all,
            hidden=[*self.leading, *self.carried],
            text=self._text(counted.whole),
            worth_dropping=self.dropping(helps),
            is_search=bool(self.leading),
        )

    def _facet(self, facet: Facet, counted: Counted) -> ShownFacet:
        chosen = self.values.get(facet.name, [])
        numbers = counted.numbers.get(facet.name, {})
        unoffered = counted.unoffered.get(facet.name, ())
        options = [
            Option(value, label, numbers.get(value, 0), value in chosen, counted.is_at_least)
            for value, label in facet.choices
            if value in chosen or value not in unoffered
        ]
        if usual := counted.usual.get(facet.name):
            options = _with_usual(options, usual, is_in_force=not chosen)
        return ShownFacet(
            facet.name, facet.label, options, facet.is_single, facet.is_folded, facet.hint
        )

    def _text(self, whole: int) -> ShownText | None:
        """The box to type in: not where the list is short, once something is typed."""
        for box in self.parameters.values():
            if isinstance(box, TextBox) and (box.name in self.values or is_worth_filtering(whole)):
                typed = "".join(self.asked[box.name][-1:])
                return ShownText(
                    box.name, box.label, box.longest, typed, is_refused=box.label in self.ignored
                )
        return None


def _with_usual(options: list[Option], usual: Usual, *, is_in_force: bool) -> list[Option]:
    """With the usual choice as one that leaves the address as it is."""
    option = Option("", usual.label, usual.number, is_in_force)
    if all(one.value != usual.value for one in options):
        return [*options, option]
    return [option if one.value == usual.value and not one.is_chosen else one for one in options]


def narrow(
    asked: Callable[[str], Sequence[str]],
    parameters: Iterable[Facet | TextBox],
    *,
    leading: Pairs | None = None,
    carried: Pairs | None = None,
) -> Narrowing:
    """Read what an address asks for by name. What does not exist narrows nothing: `ignored`."""
    by_name = {parameter.name: parameter for parameter in parameters}
    given = {name: asked(name) for name in by_name}
    values, ignored = {}, []
    for name, parameter in by_name.items():
        known, is_whole = parameter.read(given[name])
        if known:
            values[name] = known
        if not is_whole:
            ignored.append(parameter.label)
    return Narrowing(by_name, given, values, ignored, leading or [], carried or [])


class NarrowedList(ABC):
    """A list and what its address narrows it by; it counts what each choice gives."""

    facet_names: ClassVar[frozenset[str]] = frozenset()
    text_names: ClassVar[frozenset[str]] = frozenset()
    narrowing: Narrowing

    @property
    @abstractmethod
    def counted(self) -> Counted: ...

    def helps(self) -> Collection[str]:
        """Where nothing fits: without which filters something would."""
        return ()

    @cached_property
    def shown(self) -> ShownFilters:
        values, counted = self.narrowing.values, self.counted
        return self.narrowing.shown(counted, () if counted.total or not values else self.helps())
