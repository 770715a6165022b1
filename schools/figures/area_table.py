"""The table of provinces, municipalities or regions, sorted by one of its columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from regions.clock import AsOf
from regions.models import Municipality, Province
from regions.models.geography import PROVINCE_UNKNOWN
from schools.figures.area_totals import REGION, Total, counts_in_total, totals
from schools.figures.country import Country
from schools.figures.members import participants_as_of
from schools.figures.sums import added_up
from schools.figures.words import in_short, is_any_share
from schools.models import Figure, Indicator, Unit
from schools.models.figures import COUNTRY

# Slugs of indicators (pactdir/importing/figures/indicators.toml), with the word for each in the
# URL, and its heading.
INDICATORS = {
    "leerlingen-per-vmbo-profiel": (
        "leerlingen",
        "Leerlingen in een technisch profiel (leerjaar 3 en 4)",
    ),
    "aandeel-techniek-in-het-vmbo": ("aandeel", "Aandeel techniek (leerjaar 3)"),
    "examenkandidaten-techniek-in-het-vmbo": ("kandidaten", "Examenkandidaten techniek"),
}
NAME, SCHOOLS = "naam", "scholen"


Area = tuple[Any, str, str, str]  # its key, code, name and URL


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of area: its word in the URL, its heading, and how its figures are grouped.

    `schools_by` is a field of `SchoolInRegion`.
    """

    key: str
    label: str
    field: str
    schools_by: str
    areas: Callable[[AsOf], list[Area]]  # sorted by name


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    label: str
    period: str
    url: str  # URL of the indicator


@dataclass(frozen=True, slots=True)
class Cell:
    words: str
    note: str
    order: float
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class AreaLine:
    code: str
    name: str
    url: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class AreaTable:
    kind: Kind
    order: str
    columns: list[Column]
    lines: list[AreaLine]
    country: AreaLine
    unplaced: int  # participating schools with an unknown municipality
    left_out: list[Column]  # columns without any figures

    @property
    def has_figures(self) -> bool:
        return any(column.url for column in self.columns)


NO_VALUE = Cell("–", "", -1)


def area_table(
    kind: str,
    order: str,
    indicators: Iterable[Indicator],
    country: Country,
    school_count: int,
    as_of: AsOf,
) -> AreaTable | None:
    """Return None without figures. Fall back to the first kind of area, and to sorting by name.

    `school_count` is the national count. The sorted column comes first.
    """
    if not (counted := shown(indicators, country)):
        return None
    columns = [_column(indicator, country) for indicator in counted]
    label = "Scholen vermeld als deelnemer" if as_of.is_past else "Scholen die meedoen"
    columns.append(Column(SCHOOLS, label, "", ""))
    chosen = KINDS.get(kind) or next(iter(KINDS.values()))
    schools = participants_as_of(as_of).schools_by(chosen.schools_by)
    lines = _lines(chosen, counted, country, schools, as_of)
    cells = [_national(row, country) for row in counted]
    national = AreaLine(COUNTRY, "Heel Nederland", "", [*cells, _school_cell(school_count)])
    left_out = _remove_empty_columns(columns, lines, national)
    orders = {column.key: index for index, column in enumerate(columns)}
    if order in orders:
        lines.sort(key=lambda line: -line.cells[orders[order]].order)
        _put_first(columns, orders[order])
        for line in (*lines, national):
            _put_first(line.cells, orders[order])
    else:
        order = NAME
    unplaced = schools.get(None, 0)
    return AreaTable(chosen, order, columns, lines, national, unplaced, left_out)


def shown(
    indicators: Iterable[Indicator], country: Country, slugs: Iterable[str] = INDICATORS
) -> list[Indicator]:
    by_slug = {row.slug: row for row in indicators if country.periods(row.pk)}
    return [by_slug[slug] for slug in slugs if slug in by_slug]


def _column(indicator: Indicator, country: Country) -> Column:
    key, label = INDICATORS[indicator.slug]
    if indicator.unit == Unit.PERCENT:
        label += ", in %"
    return Column(key, label, country.periods(indicator.pk)[-1], indicator.get_absolute_url())


def _lines(
    kind: Kind,
    indicators: Sequence[Indicator],
    country: Country,
    schools: Mapping[Any, int],
    as_of: AsOf,
) -> list[AreaLine]:
    values = totals(indicators, country, kind.field, as_of)
    lines = []
    for key, code, name, url in kind.areas(as_of):
        area_values = [values.get((key, indicator.pk)) for indicator in indicators]
        count = schools.get(key, 0)
        if count or any(area_values):
            cells = [*map(_cell, area_values), _school_cell(count)]
            lines.append(AreaLine(code, name, url, cells))
    return lines


def _remove_empty_columns(
    columns: list[Column], lines: list[AreaLine], national: AreaLine
) -> list[Column]:
    if not lines:
        return []
    cells = [line.cells for line in lines]
    empty = [
        index
        for index, column in enumerate(zip(*cells, strict=True))
        if all(cell is NO_VALUE for cell in column)
    ]
    taken = [columns[index] for index in empty]
    rows: list[list[Any]] = [columns, national.cells, *cells]
    for row in rows:
        for index in reversed(empty):
            del row[index]
    return taken


def _put_first(row: list[Any], index: int) -> None:
    row.insert(0, row.pop(index))


def _school_cell(count: int) -> Cell:
    return Cell(str(count), "", count)


def _cell(total: Total | None) -> Cell:
    if total is None:
        return NO_VALUE
    low, high = total.figure.shares or (total.figure.low, total.figure.high)
    note = f"{total.schools} met cijfer" if total.schools else ""
    order = -1.0 if is_any_share(total.figure) else float(low + high)
    return Cell(in_short(total.figure), note, order, total.figure)


def _national(indicator: Indicator, country: Country) -> Cell:
    figures = country.in_last_period(indicator.pk)
    total = added_up(figure for figure in figures if counts_in_total(figure.profile))
    return _cell(Total(total, 0) if total else None)


def _provinces(as_of: AsOf) -> list[Area]:
    rows = [(province.value, province.value, str(province.label), "") for province in Province]
    return [*sorted(rows, key=lambda row: row[2]), ("", "", PROVINCE_UNKNOWN.capitalize(), "")]


def _municipalities(as_of: AsOf) -> list[Area]:
    rows = Municipality.objects.exclude_examples().current(as_of.on).order_by("folded_name", "code")
    rows = rows.only("code", "name", "slug")
    return [(row.pk, row.code, row.name, row.get_absolute_url()) for row in rows]


def _regions(as_of: AsOf) -> list[Area]:
    rows = participants_as_of(as_of).regions
    return [(row.pk, row.slug, row.name, row.get_absolute_url()) for row in rows]


KINDS = {
    kind.key: kind
    for kind in (
        Kind("provincie", "Provincie", "province", "province", _provinces),
        Kind("gemeente", "Gemeente", "municipality", "municipality", _municipalities),
        Kind("regio", "Techniekregio", REGION, "region", _regions),
    )
}
