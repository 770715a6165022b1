"""The choices of several facets in one query, and their counts in another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat

FacetQuery = tuple[str, QuerySet]  # a facet, and its `tally()` or `pairs()`
SEPARATOR, NULL = "\x1f", "\x1e"  # control characters, which no choice contains


def set_values(raw: str) -> list[str]:
    """ "|pro|mbo|", as a ChoiceSetField is stored, to ["pro", "mbo"]."""
    return raw.strip("|").split("|")


def any_of(field: str, values: Iterable[str]) -> Q:
    return reduce(or_, (Q(**{f"{field}__contains": f"|{value}|"}) for value in values), Q())


def choices_of(rows: QuerySet, value: Any, label: Any, invented: str = "") -> QuerySet:
    """Select distinct rows of (value, label, whether it is an example)."""
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
    """Count rows per value, or distinct `of` if several rows represent one object."""
    number = Count(of, distinct=of != "pk")
    return rows.order_by().values(choice=_text(value), key=Value(0)).annotate(number=number)


def tally_together(rows: QuerySet, values: Mapping[str, Any]) -> FacetQuery:
    """Count rows per combination of the values of these facets, which reads the rows only once."""
    texts = [Coalesce(_text(value), fixed(NULL)) for value in values.values()]
    separated = [part for text in texts for part in (fixed(SEPARATOR), text)]
    return SEPARATOR.join(values), tally(rows, Concat(*separated[1:]))


def pairs(rows: QuerySet, value: Any, key: str = "pk") -> QuerySet:
    """Select distinct (value, key), to count rows once if several joins reach them."""
    values = rows.order_by().values(choice=_text(value), key=F(key))
    return values.annotate(number=Value(0)).distinct()


def fetch_choices(queries: dict[str, QuerySet]) -> dict[str, list[tuple[str, str, bool]]]:
    choices: dict[str, list[tuple[str, str, bool]]] = {name: [] for name in queries}
    for name, value, label, invented in _union(queries.items(), ["choice", "words", "invented"]):
        choices[name].append((value, label, bool(invented)))
    return choices


def fetch_counts(queries: Iterable[FacetQuery]) -> dict[str, dict[str, int]]:
    numbers: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    keys: dict[tuple[str, str], set[int]] = defaultdict(set)
    for names, values, key, number in _union(queries, ["choice", "key", "number"]):
        for name, value in _apart(names, values):
            numbers[name][value] += number
            if key:
                keys[name, value].add(key)
    for (name, value), distinct_keys in keys.items():
        numbers[name][value] += len(distinct_keys)
    return {name: dict(counts) for name, counts in numbers.items()}


def _apart(names: str, values: Any) -> Iterator[tuple[str, Any]]:
    if SEPARATOR not in names:
        yield names, values
        return
    for name, value in zip(names.split(SEPARATOR), values.split(SEPARATOR), strict=True):
        yield name, None if value == NULL else value


def _union(queries: Iterable[FacetQuery], columns: list[str]) -> Iterable[Any]:
    parts = [
        rows.annotate(facet=Value(name, CharField())).values_list("facet", *columns)
        for name, rows in queries
    ]
    if not parts:
        return []
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]


def _text(value: Any) -> Cast:
    expression = F(value) if isinstance(value, str) else value
    return Cast(expression, CharField())


def fixed(value: str) -> Value:
    return Value(value, CharField())
