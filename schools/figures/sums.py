"""Sums of figures. A sum with a masked part is a range: only published bounds are added."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from functools import reduce
from typing import TypeVar

from schools.models import Figure, Indicator, Unit

Key = TypeVar("Key", bound=Hashable)
# A person is in one group of an indicator; a location may be in several, and a rate may omit masked
# groups.
ADDABLE = {Unit.PUPILS, Unit.CANDIDATES}


def parts_add_up(indicator: Indicator) -> bool:
    return indicator.unit in ADDABLE


def levels_add_up(indicator: Indicator, figures: Iterable[Figure]) -> bool:
    """Shares of the pupils of learning paths add up too, since a pupil is in one of them."""
    return parts_add_up(indicator) or all(figure.shares for figure in figures)


def sums_by(figures: Iterable[Figure], key: Callable[[Figure], Key]) -> dict[Key, Figure]:
    """Return unsaved sums, with the indicator and source of their first figure.

    There is no sum if two sources report the same figure, as neither is preferred.
    """
    groups: dict[Key, list[Figure]] = {}
    for figure in figures:
        groups.setdefault(key(figure), []).append(figure)
    return {group: _sum(rows) for group, rows in groups.items() if not in_two_sources(rows)}


def in_two_sources(figures: Iterable[Figure]) -> list[Figure]:
    """Figures that another source also reports, for the same area, group and period."""
    seen: set[tuple[object, ...]] = set()
    duplicates = []
    for figure in figures:
        area = figure.school_id, figure.municipality_id, figure.area_code
        key = figure.indicator_id, area, figure.profile, figure.level, figure.period
        if key in seen:
            duplicates.append(figure)
        seen.add(key)
    return duplicates


def _sum(figures: list[Figure]) -> Figure:
    return reduce(_add, figures[1:], _copy(figures[0]))


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
