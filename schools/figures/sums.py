"""Sums of figures. A sum with a masked part is a range: only published bounds are added."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from schools.models import Figure, Indicator, Unit

Key = TypeVar("Key", bound=Hashable)
# A person is in one part of an indicator. A location may be in several, and a rate may leave out
# masked parts.
ADDABLE = {Unit.PUPILS, Unit.CANDIDATES}


def parts_add_up(indicator: Indicator) -> bool:
    return indicator.unit in ADDABLE


def sums_by(figures: Iterable[Figure], key: Callable[[Figure], Key]) -> dict[Key, Figure]:
    """Unsaved figures, each with the indicator and source of the first that it adds up."""
    sums: dict[Key, Figure] = {}
    for figure in figures:
        group = key(figure)
        sums[group] = _add(sums[group], figure) if group in sums else _copy(figure)
    return sums


def added_up(figures: Iterable[Figure]) -> Figure | None:
    return sums_by(figures, lambda _: None).get(None)


def _copy(figure: Figure) -> Figure:
    return Figure(
        indicator=figure.indicator,
        area_code=figure.area_code,
        profile=figure.profile,
        level=figure.level,
        period=figure.period,
        as_of=figure.as_of,
        source=figure.source,
        source_url=figure.source_url,
        **figure.values(),
    )


def _add(total: Figure, figure: Figure) -> Figure:
    total.low += figure.low
    total.high += figure.high
    if total.of_low is not None and figure.of_low is not None:
        total.of_low += figure.of_low
    if total.of_high is not None and figure.of_high is not None:
        total.of_high += figure.of_high
    return total
