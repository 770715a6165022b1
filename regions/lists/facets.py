"""Facets: what a list can be narrowed by, and how much each choice would give.

The choices that only the database knows are asked in one query, all counts of a page in another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

import django_filters
from django import forms
from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.db.models.functions import Cast

Choices = list[tuple[str, str]]
Counts = dict[str, int]

# A shorter list is read sooner than its filters are.
WORTH_FILTERING = 10
MOST_SHOWN = 6
# Folding away one or two saves no room.
NOT_WORTH_FOLDING = 2


class KnownChoicesField(forms.MultipleChoiceField):
    """Of what was asked for that which exists, once each and in the order of the choices."""

    has_unknown = False

    def clean(self, value: Any) -> list[str]:
        asked = set(value or [])
        choices: Any = self.choices
        known = [str(choice) for choice, _ in choices if choice in asked]
        self.has_unknown = len(known) < len(asked)
        return known


class OneChoiceField(KnownChoicesField):
    """Of several that exclude each other the last."""

    def clean(self, value: Any) -> list[str]:
        return super().clean(value)[-1:]


def alone(raw: str) -> list[str]:
    return [raw]


def each_of_set(raw: str) -> list[str]:
    """The values of a ChoiceSetField as it is stored."""
    return raw.strip("|").split("|")


def any_of(field: str, values: Iterable[str]) -> Q:
    """Rows that have any of these values in their ChoiceSetField."""
    return reduce(or_, (Q(**{f"{field}__contains": f"|{value}|"}) for value in values), Q())


class Facet(django_filters.MultipleChoiceFilter):
    """Some of several choices: one row fits if it has any of them.

    `column` says which value a row has, as a field or an expression; `tally` names the method of
    the filter set to ask where that is not enough. `values_in` tells which choices what is found
    there counts for. Where no choices are given, the filter set asks the database for them.
    """

    field_class = KnownChoicesField

    def __init__(
        self,
        *args: Any,
        column: Any = None,
        tally: str = "",
        values_in: Callable[[str], Iterable[str]] = alone,
        hint: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, distinct=False, **kwargs)
        self.column = column
        self.tally = tally
        self.values_in = values_in
        self.hint = hint


class OneOf(Facet):
    """One of several choices."""

    field_class = OneChoiceField


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    number: int
    is_chosen: bool
    is_at_least: bool = False  # where not all were counted


@dataclass(frozen=True)
class ShownFacet:
    """One facet as the page shows it."""

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
        giving = sorted((one for one in self.options if one.number), key=lambda one: -one.number)
        most = {one.value for one in giving[:MOST_SHOWN]}
        return [one for one in self.options if one.is_chosen or one.value in most]

    @property
    def folded(self) -> list[Option]:
        shown = set(self.shown)
        return [one for one in self.options if one not in shown]


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


# --- asking ---


def choices_of(rows: QuerySet, value: Any, label: Any, invented: str = "") -> QuerySet:
    """The choices in these rows: (value, label, whether it is invented)."""
    return (
        rows.order_by()
        .values(
            choice=_text(value),
            words=_text(label),
            invented=F(invented) if invented else Value(False),
        )
        .distinct()
    )


def tally(rows: QuerySet, value: Any, of: str = "pk") -> QuerySet:
    """How many rows there are of each value; `of` what counts, where a row stands for another."""
    number = Count(of, distinct=of != "pk")
    return rows.order_by().values(choice=_text(value), key=Value(0)).annotate(number=number)


def pairs(rows: QuerySet, value: Any, key: str = "pk") -> QuerySet:
    """Every value with every key that has it, for what is found by more ways than one."""
    found = rows.order_by().values(choice=_text(value), key=F(key))
    return found.annotate(number=Value(0)).distinct()


def ask_choices(asked: dict[str, QuerySet]) -> dict[str, list[tuple[str, str, bool]]]:
    """The choices of several facets in one query; what is invented comes last."""
    found: dict[str, list[tuple[str, str, bool]]] = {name: [] for name in asked}
    for name, *row in _union(asked.items(), ["choice", "words", "invented"]):
        value, label, invented = row
        found[name].append((value, label, bool(invented)))
    return found


def ask_counts(
    asked: Iterable[tuple[str, QuerySet]],
) -> dict[str, Counts]:
    """The tallies and pairs of several facets in one query, by facet and by value."""
    numbers: dict[str, Counts] = defaultdict(lambda: defaultdict(int))
    keys: dict[tuple[str, str], set[int]] = defaultdict(set)
    for name, value, key, number in _union(asked, ["choice", "key", "number"]):
        numbers[name][value] += number
        if key:
            keys[name, value].add(key)
    for (name, value), found in keys.items():
        numbers[name][value] += len(found)
    return numbers


def _union(asked: Iterable[tuple[str, QuerySet]], columns: list[str]) -> Iterable[Any]:
    parts = [
        rows.annotate(facet=Value(name, CharField())).values_list("facet", *columns)
        for name, rows in asked
    ]
    if not parts:
        return []
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]


def _text(value: Any) -> Cast:
    expression = F(value) if isinstance(value, str) else value
    return Cast(expression, CharField())


def fixed(value: str) -> Value:
    return Value(value, CharField())
