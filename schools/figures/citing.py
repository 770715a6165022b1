"""The citation of the figures for one area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regions.as_of.asking import AskedDay
from regions.directory import sources_of
from regions.wording.dutch import counted, day_in_words
from schools.figures.page import AreaFigures, RegionFigures
from schools.figures.rows import LABELS, area_of, in_order_of_part, key_of, reported_rows
from schools.figures.words import in_words, note_of, unit_after, whole_in_words
from schools.models import Figure


@dataclass(frozen=True, slots=True)
class Citation:
    name: str  # name of the area
    about: str
    sources: list[str]
    url: str  # absolute URL, with the date of the page


def citation(figures: Sequence[Figure], url: str) -> Citation:
    """Source line for figures of one period, or for figures that each have a source and period."""
    first = figures[0]
    name, indicator = area_of(first)[0], first.indicator.name
    if first.area_name:
        stated = [
            f"{figure.period_in_words}: {_value(figure)} (bron: {', '.join(sources_of([figure]))})"
            for figure in (row.figure for row in reported_rows(figures))
        ]
        return Citation(name, f"{indicator}, {'; '.join(stated)}.", [], url)
    about = f"{indicator}, {first.period_in_words}: {_values(figures)}."
    return Citation(name, about, sources_of(figures), url)


def citation_of_sum(
    name: str,
    total: RegionFigures,
    area: AreaFigures,
    asked: AskedDay,
    since_unknown: int,
    url: str,
) -> Citation:
    """Include the date, since the participating schools change over time."""
    day, last = day_in_words(asked.on), area.last
    named = f"in de stand op {day} staan" if asked.is_past else f"op {day} genoemd worden"
    if total.added_count == total.school_count:
        added = f"de scholen die {named} ({total.school_count})"
    else:
        added = f"{total.added_count} van de {total.school_count} scholen die {named}"
    of_what = f"{last.indicator.name}, {last.period_in_words}"
    about = f"{of_what}: {_values(area.in_last_period)}. Opgeteld over {added}."
    if since_unknown:
        about += f" Van {counted(since_unknown, 'school', 'scholen')} is niet bekend vanaf wanneer."
    return Citation(name, about, sources_of([last]), url)


def _values(figures: Sequence[Figure]) -> str:
    return "; ".join(
        f"{LABELS[key]} {_value(figure)}" if (key := key_of(figure)) else _value(figure)
        for figure in in_order_of_part(figures)
    )


def _value(figure: Figure) -> str:
    words, added = in_words(figure), list(filter(None, [whole_in_words(figure), note_of(figure)]))
    if figure.shares is None:
        words = f"{words} {unit_after(words, figure.indicator.unit)}"
    return f"{words} ({'; '.join(added)})" if added else words
