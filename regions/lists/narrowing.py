"""Parses the query string of a list, without the database.

Code that has the rows subclasses `NarrowedList` and counts the rows for each choice: in SQL
(`filtering.py`), in the search results, in the schools nearby.
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
    useful_facets,
)
from regions.wording.dutch import listed

Choices = Sequence[tuple[str, str]]  # value in the query string, and label
Counts = Mapping[str, int]
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Facet:
    """If the choices exclude each other (`is_single`), the last one in the query string counts."""

    name: str
    label: str
    choices: Choices
    is_single: bool = False
    is_folded: bool = True
    hint: str = ""

    def read(self, raw_values: Sequence[str]) -> tuple[list[str], bool]:
        """Return the distinct valid values in the order of the choices, and whether all values are
        valid.
        """
        requested = set(raw_values) - {""}
        existing = [value for value, _ in self.choices if value in requested]
        return existing[-1:] if self.is_single else existing, len(existing) == len(requested)

    def words(self, value: str) -> str:
        return self._labels[value]

    @cached_property
    def _labels(self) -> dict[str, str]:
        return dict(self.choices)


@dataclass(frozen=True)
class TextBox:
    """If the query string has several texts, the last one counts."""

    name: str
    label: str
    max_length: int
    short_label: str = ""  # beside a chosen text, if other than the label

    def read(self, raw_values: Sequence[str]) -> tuple[list[str], bool]:
        text = raw_values[-1].strip() if raw_values else ""
        is_accepted = len(text) <= self.max_length and "\x00" not in text
        return [text] if text and is_accepted else [], is_accepted

    def words(self, value: str) -> str:
        return value


@dataclass(frozen=True)
class DefaultChoice:
    """The default of a facet, which adds nothing to the query string."""

    value: str
    label: str
    number: int


@dataclass(frozen=True)
class Counted:
    """The number of rows, and the number that each choice would give."""

    total: int
    whole: int  # total without any choice
    numbers: Mapping[str, Counts]  # by facet and value
    is_at_least: bool = False  # True if not all rows were counted
    # By facet: choices shown only while chosen, and the default.
    unoffered: Mapping[str, Collection[str]] = field(default_factory=dict)
    default: Mapping[str, DefaultChoice] = field(default_factory=dict)


@dataclass(frozen=True)
class Narrowing:
    """The valid choices of a query string, and the query strings with one choice fewer."""

    parameters: Mapping[str, Facet | TextBox]
    raw_values: Mapping[str, Sequence[str]]
    values: dict[str, list[str]]  # valid values, in parameter order
    ignored: list[str]  # labels of parameters with an invalid value
    # Other parameters to keep, before and after the choices; they do not filter.
    leading: Pairs = field(default_factory=list)
    carried: Pairs = field(default_factory=list)

    def without(self, dropped: str) -> Narrowing:
        values = {name: values for name, values in self.values.items() if name != dropped}
        return replace(self, values=values)

    @property
    def pairs(self) -> Pairs:
        """The choices in canonical order, without duplicates."""
        return [(name, value) for name, values in self.values.items() for value in values]

    def query_without(self, name: str, value: str | None = None) -> str:
        """The query string without this value, or without all values of that name."""
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

    # --- as text ---

    @property
    def words_by_facet(self) -> list[tuple[str, list[str]]]:
        return [(self._label(name), self._words(name)) for name in self.values]

    @property
    def chosen(self) -> list[Chosen]:
        return [
            Chosen(name, self._label(name), words, self.query_without(name, value))
            for name, values in self.values.items()
            for value, words in zip(values, self._words(name), strict=True)
        ]

    def removals(self, names: Collection[str]) -> list[Chosen]:
        return [
            Chosen(
                name, self._label(name), listed(self._words(name), "of"), self.query_without(name)
            )
            for name in self.values
            if name in names
        ]

    def _label(self, name: str) -> str:
        parameter = self.parameters[name]
        return getattr(parameter, "short_label", "") or parameter.label

    def _words(self, name: str) -> list[str]:
        return [self.parameters[name].words(value) for value in self.values[name]]

    # --- for the page ---

    def shown(self, counted: Counted, blocking: Collection[str] = ()) -> ShownFilters:
        facets = [
            self._facet(parameter, counted)
            for parameter in self.parameters.values()
            if isinstance(parameter, Facet)
        ]
        return ShownFilters(
            facets=useful_facets(facets, self.values, whole=counted.whole, total=counted.total),
            chosen=self.chosen,
            ignored=self.ignored,
            query_without_all=self.query_without_all,
            hidden=[*self.leading, *self.carried],
            pairs=self.pairs,
            texts=self._texts(counted.whole),
            useful_removals=self.removals(blocking),
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
        if default := counted.default.get(facet.name):
            options = _with_default(options, default, is_in_force=not chosen)
        return ShownFacet(
            facet.name, facet.label, options, facet.is_single, facet.is_folded, facet.hint
        )

    def _texts(self, whole: int) -> list[ShownText]:
        return [
            ShownText(
                box.name,
                box.label,
                box.max_length,
                "".join(self.raw_values[box.name][-1:]),
                is_refused=box.label in self.ignored,
            )
            for box in self.parameters.values()
            if isinstance(box, TextBox) and (box.name in self.values or is_worth_filtering(whole))
        ]


def _with_default(
    options: list[Option], default: DefaultChoice, *, is_in_force: bool
) -> list[Option]:
    option = Option("", default.label, default.number, is_in_force)
    if all(existing.value != default.value for existing in options):
        return [*options, option]
    return [
        option if existing.value == default.value and not existing.is_chosen else existing
        for existing in options
    ]


def narrow(
    get_values: Callable[[str], Sequence[str]],
    parameters: Iterable[Facet | TextBox],
    *,
    leading: Pairs | None = None,
    carried: Pairs | None = None,
) -> Narrowing:
    """Read the parameters through `get_values`, such as `QueryDict.getlist`.

    An invalid value does not filter; its parameter is reported in `ignored`.
    """
    by_name = {parameter.name: parameter for parameter in parameters}
    raw_values = {name: get_values(name) for name in by_name}
    values, ignored = {}, []
    for name, parameter in by_name.items():
        accepted, is_complete = parameter.read(raw_values[name])
        if accepted:
            values[name] = accepted
        if not is_complete:
            ignored.append(parameter.label)
    return Narrowing(by_name, raw_values, values, ignored, leading or [], carried or [])


class NarrowedList(ABC):
    """A list that counts what each choice of its facets would give."""

    facet_names: ClassVar[frozenset[str]] = frozenset()
    text_names: ClassVar[frozenset[str]] = frozenset()
    narrowing: Narrowing

    @property
    @abstractmethod
    def counted(self) -> Counted: ...

    def blocking(self) -> Collection[str]:
        """If there are no results: the filters any one of which can be removed to get some."""
        return ()

    @cached_property
    def shown(self) -> ShownFilters:
        values, counted = self.narrowing.values, self.counted
        is_empty = bool(values) and not counted.total
        return self.narrowing.shown(counted, self.blocking() if is_empty else ())
