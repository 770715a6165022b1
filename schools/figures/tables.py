"""Tables of several columns: an indicator by location, and by period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from schools.figures.country import Country
from schools.figures.national_values import TECHNICAL, levels_together
from schools.figures.pass_rates import OF, in_cell, remarks
from schools.figures.rows import Part, key_of, parts_of
from schools.figures.sums import added_up, parts_add_up, sums_by
from schools.figures.words import NOT_GIVEN, change_in_words, is_any_share, why_hidden
from schools.models import Figure, Indicator, Level, Profile, School
from schools.models.figures import known_periods, period_label

NO_FIGURE = "–"
BY_SECTOR = "examenkandidaten-techniek-in-het-vmbo"
NONE_YET = "van toen noemt DUO geen enkele examenkandidaat in het vmbo op die vestiging."


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    url: str  # empty if it has no page
    cells: list[str]
    school: School | None = None
    figures: Sequence[Figure | None] = ()  # figures of a school, in the order of `Table.measured`


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` are groups with their glossary term, or periods, newest first.

    On a narrow screen the first columns are in view.
    """

    caption: str
    heading: str
    columns: list[Part]
    lines: list[Line]
    last_column: str  # heading of the computed column; may be empty
    remarks: list[str] = field(default_factory=list)  # sentences
    measured: Sequence[tuple[str, str]] = ()  # group and period of each figure of a school

    @property
    def notes(self) -> list[str]:
        cells = [cell for line in self.lines for cell in line.cells]
        hidden = why_hidden(
            has_range=any(NO_FIGURE in cell and cell != NO_FIGURE for cell in cells),
            has_not_given=NOT_GIVEN in cells,
        )
        notes = {
            "<5 is 1 tot en met 4": "<5" in cells,
            hidden: bool(hidden),
            "achter “van” staat het aantal kandidaten": any(OF in cell for cell in cells),
            f"{NO_FIGURE} is geen cijfer": NO_FIGURE in cells,
        }
        return [note for note, is_used in notes.items() if is_used]


def by_location(
    indicator: Indicator, figures: Sequence[Figure], schools: Iterable[School], country: Country
) -> Table | None:
    """Figures of schools for the last period of an indicator, or their totals per period.

    None if no school has a figure.
    """
    periods = country.periods(indicator.pk)
    if len(periods) > 1:
        return _by_period(indicator, figures, schools, periods)
    return _by_part(indicator, figures, schools)


def _by_part(
    indicator: Indicator, figures: Sequence[Figure], schools: Iterable[School]
) -> Table | None:
    parts = parts_of(figures)
    technical = [part for part in parts if part.is_technical]
    columns = technical or [part for part in parts if not part.is_profile]
    with_total = bool(technical) and parts_add_up(indicator)
    found = sums_by(figures, lambda figure: (figure.school_id, key_of(figure)))
    lines = []
    for school in schools:
        row = [found.get((school.pk, part.key)) for part in columns]
        if any(row):
            total = [added_up(figure for figure in row if figure)] if with_total else []
            lines.append(_line(school, [*row, *total]))
    if not lines:
        return None
    last = "Samen" if with_total else ""
    few = remarks(indicator, figures, is_sum=False)
    period, totals = figures[0].period, [TECHNICAL] if with_total else []
    measured = [(group, period) for group in (*(part.label for part in columns), *totals)]
    return Table(_caption(indicator, figures), "School", columns, lines, last, few, measured)


def by_profile_and_level(figures: Sequence[Figure]) -> Table | None:
    """Figures of one area and period by profile and learning path; None without any."""
    found: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        found[figure.profile, figure.level].append(figure)
    levels = [level for level in Level if any(figure.level == level for figure in figures)]
    lines = [
        # Show sources that disagree side by side.
        Line(
            str(profile.label),
            "",
            [" of ".join(map(in_cell, found[profile, level])) or NO_FIGURE for level in levels],
        )
        for profile in Profile
        if any(figure.profile == profile for figure in figures)
    ]
    if not lines:
        return None
    columns = [Part(level, str(level.label)) for level in levels]
    first = figures[0]
    caption = f"Per leerweg, {first.period} ({first.indicator.unit})"
    return Table(caption, "Profiel", columns, lines, "")


def _by_period(
    indicator: Indicator,
    figures: Sequence[Figure],
    schools: Iterable[School],
    periods: list[str],
) -> Table | None:
    sums = sums_by(figures, lambda figure: (figure.school_id, figure.period))
    lines = []
    for school in schools:
        row = [sums.get((school.pk, period)) for period in periods]
        if any(row):
            lines.append(_line(school, row[::-1], _change(row)))
    newest_first = periods[::-1]
    columns = [Part(period, period) for period in newest_first]
    together = levels_together(indicator)
    caption = f"{indicator}, {together} ({indicator.unit})"
    if not lines:
        return None
    said = remarks(indicator, sums.values(), is_sum=True)
    said += _not_yet_counted(indicator, periods, lines)
    measured = [(together, period) for period in newest_first]
    return Table(caption, "School", columns, lines, _difference(periods), said, measured)


def _not_yet_counted(
    indicator: Indicator, periods: Sequence[str], lines: Iterable[Line]
) -> list[str]:
    """Explain the first periods of schools without a figure (importing/kinds/candidates.py)."""
    if indicator.slug != BY_SECTOR or all(
        line.cells[len(periods) - 1] != NO_FIGURE for line in lines
    ):
        return []
    return [f"Geen cijfer in de eerste jaren: {NONE_YET}"]


def _caption(indicator: Indicator, figures: Sequence[Figure]) -> str:
    return f"{indicator}, {figures[0].period} ({indicator.unit})"


def _difference(periods: Sequence[str]) -> str:
    return f"Verschil sinds {periods[0]}" if len(periods) > 1 else "Verschil"


def _change(row: Sequence[Figure | None]) -> str:
    if len(row) < 2:
        return NO_FIGURE
    first, last = row[0], row[-1]
    if first is None or last is None or is_any_share(first) or is_any_share(last):
        return NO_FIGURE
    return change_in_words(first, last)


def _line(school: School, row: Sequence[Figure | None], *more: str) -> Line:
    cells = [in_cell(figure) if figure else NO_FIGURE for figure in row]
    url = school.get_absolute_url()
    return Line(school.name_and_place, url, [*cells, *more], school, row)


def by_period(
    indicator: Indicator, figures: Sequence[Figure], periods: Sequence[str]
) -> Table | None:
    """Figures of an area by group; None if the indicator has only one period."""
    if len(periods) < 2:
        return None
    found: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        found[key_of(figure), figure.period].append(figure)
    lines = []
    for part in parts_of(figures):
        # Show sources that disagree side by side.
        cells = [
            " of ".join(map(in_cell, found[part.key, period])) or NO_FIGURE for period in periods
        ]
        dated = [found[part.key, period] for period in known_periods(periods)]
        change = _change([group[0] if len(group) == 1 else None for group in dated])
        lines.append(Line(part.label, "", [*cells[::-1], change]))
    if not lines:
        return None
    columns = [Part(period, period_label(period)) for period in periods[::-1]]
    difference = _difference(known_periods(periods))
    of_school = [line for line in lines if figures[0].school_id]
    said = _not_yet_counted(indicator, periods, of_school)
    return Table(f"{indicator} ({indicator.unit})", "Leerweg", columns, lines, difference, said)
