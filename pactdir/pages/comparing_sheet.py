"""Schools or regions side by side as a sheet: a row for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest
from django.views.decorators.http import require_safe

from pactdir.pages.comparing import compare
from pactdir.pages.region_comparison import ComparedRegion, compare_regions
from pactdir.pages.region_sheets import REGION, region_rows
from regions.clock import today
from regions.directory import sources_of
from regions.lists.query_names import names_read_by, reads
from regions.names.postcodes import postcode_in
from regions.sheets.columns import Column, Value
from regions.sheets.sheet import Sheet
from regions.sheets.views import as_sheet
from schools.comparison import Choice, ComparedSchool, compare_schools, select_schools
from schools.figures.compared import ComparedFigure
from schools.figures.facts import value_of
from schools.figures.money import Amount, Money
from schools.models import School
from schools.sheets import SCHOOL, sheet_rows


@dataclass(frozen=True, slots=True)
class ComparedRow:
    row: Any  # of the list
    compared: ComparedSchool | ComparedRegion

    @property
    def money(self) -> Money | None:
        return self.compared.money if isinstance(self.compared, ComparedRegion) else None

    def figure(self, label: str) -> ComparedFigure | None:
        return next((figure for figure in self.compared.figures if figure.label == label), None)


GOALS = Column("doelen", lambda row: [goal.text for goal in row.compared.goals])
PARTNERS = Column("partners", lambda row: [partner.name for partner in row.compared.partners])


@require_safe
@reads(*names_read_by(compare))
@as_sheet
def comparison_sheet(request: HttpRequest) -> Sheet:
    if "regio" in request.GET and "school" not in request.GET:
        return _of_regions(request)
    return _of_schools(request)


def _of_schools(request: HttpRequest) -> Sheet:
    day, postcode = today(), postcode_in(request.GET.get("vanaf", ""))
    rows = School.objects.published(day).for_comparison(day).select_related("board")
    selection = select_schools(request.GET.getlist("school"), rows)
    compared = compare_schools(selection.schools, postcode, day).columns
    listed = sheet_rows(selection.schools, day)
    distance = Column(f"afstand tot {postcode}", lambda row: row.compared.distance)
    return Sheet(
        title="Scholen vergeleken",
        columns=_columns(SCHOOL, [distance] if postcode else [], compared),
        rows=[ComparedRow(row, column) for row, column in zip(listed, compared, strict=True)],
        day=day,
        query=urlsplit(Choice(selection.slugs, postcode).address).query,
    )


def _of_regions(request: HttpRequest) -> Sheet:
    day = today()
    compared = compare_regions(request.GET.getlist("regio"), day)
    listed = region_rows([column.region for column in compared], day)
    return Sheet(
        title="Techniekregio's vergeleken",
        columns=_columns(REGION, [GOALS, PARTNERS, *_of_money(compared)], compared),
        rows=[ComparedRow(row, column) for row, column in zip(listed, compared, strict=True)],
        day=day,
        query=urlencode([("regio", column.region.slug) for column in compared]),
    )


def _columns(
    listed: Sequence[Column],
    more: Sequence[Column],
    compared: Sequence[ComparedSchool | ComparedRegion],
) -> list[Column]:
    """Those of the list and its own, with those of each figure that any of them has."""
    units = {
        figure.label: figure.indicator.get_unit_display()
        for column in compared
        for figure in column.figures
    }
    figures = [column for label, unit in units.items() for column in _of_figure(label, unit)]
    *first, source = (
        Column(column.heading, _of_row(column.value), column.unknown) for column in listed
    )
    return [*first, *more, *figures, source]


def _of_row(value: Callable[[Any], Value]) -> Callable[[ComparedRow], Value]:
    return lambda row: value(row.row)


def _of_figure(label: str, unit: str) -> list[Column]:
    def of(value: Callable[[ComparedFigure], Value]) -> Callable[[ComparedRow], Value]:
        return lambda row: value(figure) if (figure := row.figure(label)) else None

    return [
        Column(f"{label} ({unit})", of(lambda figure: value_of(figure.figure)["value"])),
        Column(f"{label}: periode", of(lambda figure: figure.period)),
        Column(
            f"{label}: opgeteld over zoveel scholen",
            of(lambda figure: figure.schools or None),
            unknown="geen som",
        ),
    ]


def _of_money(compared: Sequence[ComparedRegion]) -> list[Column]:
    """A column for each kind and period, and its note and source beside it."""
    kinds = dict.fromkeys(
        kind for column in compared if column.money for kind in column.money.by_kind
    )
    columns = [column for label, period in kinds for column in _of_kind(label, period)]
    unknown = Column(
        "geld: niet bekend",
        lambda row: row.money.unknown if row.money else "elk bedrag",
        unknown="geen",
    )
    return [*columns, unknown]


def _of_kind(label: str, period: str) -> list[Column]:
    def amounts(row: ComparedRow) -> list[Amount]:
        return row.money.by_kind.get((label, period), []) if row.money else []

    def value(row: ComparedRow) -> Value:
        found = amounts(row)
        return found[0].value if len(found) == 1 else [amount.words for amount in found]

    def sources(row: ComparedRow) -> Value:
        return [
            ", ".join(filter(None, [amount.note, *sources_of([amount.row])]))
            for amount in amounts(row)
        ]

    head = f"geld: {label}, {period}"
    return [Column(f"{head} (euro)", value), Column(f"{head}: toelichting en bron", sources)]
