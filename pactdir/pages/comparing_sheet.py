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
from regions.lists.query_names import names_read_by, reads
from regions.names.postcodes import postcode_in
from regions.sheets.columns import Column, Value
from regions.sheets.sheet import Sheet
from regions.sheets.views import as_sheet
from schools.comparison import Choice, ComparedSchool, compare_schools, select_schools
from schools.figures.compared import ComparedFigure
from schools.models import School
from schools.sheets import SCHOOL, sheet_rows


@dataclass(frozen=True, slots=True)
class ComparedRow:
    row: Any  # of the list
    compared: ComparedSchool | ComparedRegion

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
        columns=_columns(REGION, [GOALS, PARTNERS], compared),
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
    labels = dict.fromkeys(figure.label for column in compared for figure in column.figures)
    figures = [column for label in labels for column in _of_figure(label)]
    *first, source = (
        Column(column.heading, _of_row(column.value), column.unknown) for column in listed
    )
    return [*first, *more, *figures, source]


def _of_row(value: Callable[[Any], Value]) -> Callable[[ComparedRow], Value]:
    return lambda row: value(row.row)


def _of_figure(label: str) -> list[Column]:
    def of(name: str) -> Callable[[ComparedRow], Value]:
        return lambda row: getattr(row.figure(label), name, None)

    return [
        Column(label, of("value")),
        Column(f"{label}: periode", of("period")),
        Column(f"{label}: opgeteld over", of("coverage"), unknown="geen som"),
    ]
