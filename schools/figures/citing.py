"""The citation of the figures of one area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from regions.directory import sources_of
from regions.wording.dutch import day_in_words
from schools.figures.page import RegionFigures
from schools.figures.rows import area_of, key_of, reported_rows
from schools.figures.words import in_words
from schools.models import Figure


@dataclass(frozen=True, slots=True)
class Citation:
    name: str  # name of the area
    about: str
    sources: list[str]
    address: str  # absolute URL, with the date of the page


def citation(figures: Sequence[Figure], address: str) -> Citation:
    """Source line for figures of one period, or for figures with a source and period each."""
    first = figures[0]
    name, indicator = area_of(first)[0], first.indicator.name
    if first.area_name:
        stated = [
            f"{figure.period_in_words}: {_value(figure)} (bron: {', '.join(sources_of([figure]))})"
            for figure in (row.figure for row in reported_rows(figures))
        ]
        return Citation(name, f"{indicator}, {'; '.join(stated)}.", [], address)
    about = f"{indicator}, {first.period_in_words}"
    if len(figures) == 1 and not key_of(first):
        about += f": {_value(first)}"
    return Citation(name, f"{about}.", sources_of(figures), address)


def citation_of_sum(
    name: str, total: RegionFigures, last: Figure, day: date, address: str
) -> Citation:
    """URL with the date, since other schools take part on other dates."""
    named = f"op {day_in_words(day)} genoemd worden"
    if total.added_count == total.school_count:
        added = f"de scholen die {named} ({total.school_count})"
    else:
        added = f"{total.added_count} van de {total.school_count} scholen die {named}"
    about = f"{last.indicator.name}, {last.period_in_words}, opgeteld over {added}."
    return Citation(name, about, sources_of([last]), address)


def _value(figure: Figure) -> str:
    words = in_words(figure)
    return words if "%" in words else f"{words} {figure.indicator.unit}"
