"""Choices and counts of several facets asked of the database, in one query each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.db.models.functions import Cast

Asked = tuple[str, QuerySet]  # a facet, and the rows that tell of it


def each_of_set(raw: str) -> list[str]:
    """The values of a ChoiceSetField as it is stored."""
    return raw.strip("|").split("|")


def any_of(field: str, values: Iterable[str]) -> Q:
    """Rows that have any of these values in their ChoiceSetField."""
    return reduce(or_, (Q(**{f"{field}__contains": f"|{value}|"}) for value in values), Q())


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
    """The choices of several facets, by facet."""
    found: dict[str, list[tuple[str, str, bool]]] = {name: [] for name in asked}
    for name, value, label, invented in _union(asked.items(), ["choice", "words", "invented"]):
        found[name].append((value, label, bool(invented)))
    return found


def ask_counts(asked: Iterable[Asked]) -> dict[str, dict[str, int]]:
    """The tallies and pairs of several facets, by facet and by value."""
    numbers: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    keys: dict[tuple[str, str], set[int]] = defaultdict(set)
    for name, value, key, number in _union(asked, ["choice", "key", "number"]):
        numbers[name][value] += number
        if key:
            keys[name, value].add(key)
    for (name, value), found in keys.items():
        numbers[name][value] += len(found)
    return {name: dict(counts) for name, counts in numbers.items()}


def _union(asked: Iterable[Asked], columns: list[str]) -> Iterable[Any]:
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
