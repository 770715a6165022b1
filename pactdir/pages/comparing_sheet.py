"""Schools, regions or municipalities side by side as a sheet: a row for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest
from django.views.decorators.http import require_safe

from pactdir.pages.comparing import compare
from pactdir.pages.goals import GoalDetails
from pactdir.pages.municipality_comparison import (
    ComparedLink,
    ComparedMunicipality,
    compare_municipalities,
)
from pactdir.pages.municipality_selection import select_municipalities
from pactdir.pages.region_comparison import ComparedRegion, compare_regions
from pactdir.pages.region_sheets import MUNICIPALITY, REGION, municipality_rows, region_rows
from pactdir.white_spots.nearest import Nearest
from pactdir.white_spots.sheets import profile_columns
from regions.clock import today
from regions.directory import sources_of
from regions.lists.query_names import names_read_by, reads
from regions.models import Municipality
from regions.names.postcodes import postcode_in
from regions.sheets.columns import NOT_KNOWN, Column, Value
from regions.sheets.sheet import Sheet
from regions.sheets.views import as_sheet
from schools.comparison import Choice, ComparedSchool, compare_schools, select_schools
from schools.figures.compared import ComparedFigure
from schools.figures.facts import value_of
from schools.figures.money import Amount, Money
from schools.models import TECHNICAL_PROFILES, School, Unit
from schools.sheets import SCHOOL, sheet_rows

Compared = ComparedSchool | ComparedRegion | ComparedMunicipality
FigureValue = Callable[[Callable[[ComparedFigure], Value]], Callable[[Any], Value]]
SUM_OF_REGION = (
    "Een cijfer van een regio is opgeteld over de scholen die nu genoemd worden en waarvan wij het"
    " cijfer kennen. Bij een gemeente tellen alle vestigingen."
)
SUM_OF_MUNICIPALITY = (
    "Een cijfer van een gemeente telt de leerlingen die er naar school gaan, op alle vestigingen."
    " Bij een regio tellen alleen scholen die meedoen en waarvan wij het cijfer kennen."
)


@dataclass(frozen=True, slots=True)
class ComparedRow:
    row: Any  # as in the sheet of the list
    compared: Compared

    @property
    def money(self) -> list[tuple[str, Money | None]]:
        """Pairs of a region name, which is empty if the row is that region, and its funding."""
        if isinstance(self.compared, ComparedRegion):
            return [("", self.compared.money)]
        if isinstance(self.compared, ComparedMunicipality):
            return [(entry.link.region.name, entry.money) for entry in self.compared.regions]
        return []

    def figure(self, label: str) -> ComparedFigure | None:
        return next((figure for figure in self.compared.figures if figure.label == label), None)


def _numbered(value: Callable[[GoalDetails], object]) -> Callable[[Any], Value]:
    return lambda row: [
        f"{number}. {value(details) or NOT_KNOWN}"
        for number, details in enumerate(row.compared.goals, start=1)
    ]


GOALS = [
    Column("doelen", _numbered(lambda details: details.goal.text)),
    Column("doelen: streefwaarde", _numbered(lambda details: details.goal.target)),
    Column("doelen: te bereiken in", _numbered(lambda details: details.goal.horizon)),
    Column("doelen: laatste meting", _numbered(lambda details: details.measured)),
    Column(
        "einddoel",
        lambda row: [
            f"{agreement.end_goal_in_words} Bron: {', '.join(sources_of([agreement]))}."
            for agreement in row.compared.region.end_goals
        ],
    ),
]
PARTNERS = Column("partners", lambda row: [partner.name for partner in row.compared.partners])


@require_safe
@reads(*names_read_by(compare))
@as_sheet
def comparison_sheet(request: HttpRequest) -> Sheet:
    if "school" in request.GET:
        return _school_sheet(request)
    if "regio" in request.GET:
        return _region_sheet(request)
    if "gemeente" in request.GET:
        return _municipality_sheet(request)
    return _school_sheet(request)


def _school_sheet(request: HttpRequest) -> Sheet:
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
        query=urlsplit(Choice(selection.slugs, postcode).url).query,
    )


def _region_sheet(request: HttpRequest) -> Sheet:
    day = today()
    compared = compare_regions(request.GET.getlist("regio"), day)
    listed = region_rows([column.region for column in compared], day)
    rows = [ComparedRow(row, column) for row, column in zip(listed, compared, strict=True)]
    return Sheet(
        title="Techniekregio's vergeleken",
        columns=_columns(REGION, [*GOALS, PARTNERS, *_money_columns(rows)], compared),
        rows=rows,
        day=day,
        remarks=[SUM_OF_REGION],
        query=urlencode([("regio", column.region.slug) for column in compared]),
    )


def _municipality_sheet(request: HttpRequest) -> Sheet:
    day = today()
    selection = select_municipalities(request.GET.getlist("gemeente"), day)
    compared = compare_municipalities(selection.municipalities, day)
    keys = [column.municipality.pk for column in compared]
    by_key = {row.pk: row for row in Municipality.objects.filter(pk__in=keys).for_list(day)}
    listed = municipality_rows([by_key[key] for key in keys], day)
    rows = [ComparedRow(row, column) for row, column in zip(listed, compared, strict=True)]
    return Sheet(
        title="Gemeenten vergeleken",
        columns=_columns(
            MUNICIPALITY, [*MUNICIPALITY_COLUMNS, *NEAREST, *_money_columns(rows)], compared
        ),
        rows=rows,
        day=day,
        remarks=[SUM_OF_MUNICIPALITY],
        query=urlencode([("gemeente", column.municipality.slug) for column in compared]),
    )


def _per_region(value: Callable[[ComparedLink], object]) -> Callable[[Any], Value]:
    return lambda row: [value(entry) or NOT_KNOWN for entry in row.compared.regions]


def _commitment(entry: ComparedLink) -> str:
    participation = entry.link.participation
    return participation.commitment if participation else ""


def _nearest(index: int) -> Callable[[Any], Nearest | None]:
    return lambda row: row.compared.nearest[index] if row.compared.nearest else None


# In the order of the column "techniekregio".
MUNICIPALITY_COLUMNS = [
    Column("penvoerder", _per_region(lambda entry: entry.lead)),
    Column("wat de gemeente zelf op zich nam", _per_region(_commitment)),
    Column("aantal scholen", lambda row: row.compared.school_count or None),
]
NEAREST = [
    column
    for index, profile in enumerate(TECHNICAL_PROFILES)
    for column in profile_columns(profile, _nearest(index))
]


def _columns(
    listed: Sequence[Column],
    extra: Sequence[Column],
    compared: Sequence[Compared],
) -> list[Column]:
    units = {
        figure.label: figure.indicator.get_unit_display()
        for column in compared
        for figure in column.figures
    }
    is_sum = any(isinstance(column, ComparedRegion) for column in compared)
    figures = [
        column
        for label, unit in units.items()
        for column in _figure_columns(label, unit, is_sum=is_sum)
    ]
    *first, source = (
        Column(column.heading, _row_value(column.value), column.unknown) for column in listed
    )
    return [*first, *extra, *figures, source]


def _row_value(value: Callable[[Any], Value]) -> Callable[[ComparedRow], Value]:
    return lambda row: value(row.row)


def _figure_columns(label: str, unit: str, *, is_sum: bool) -> list[Column]:
    def figure_value(value: Callable[[ComparedFigure], Value]) -> Callable[[ComparedRow], Value]:
        return lambda row: value(figure) if (figure := row.figure(label)) else None

    columns = [
        Column(f"{label} ({unit})", figure_value(lambda figure: value_of(figure.figure)["value"]))
    ]
    if unit == Unit.PERCENT.label:
        columns.append(
            Column(f"{label}: aantal van het geheel", figure_value(lambda figure: figure.whole))
        )
    return [
        *columns,
        Column(f"{label}: wat telt", figure_value(lambda figure: figure.what_counts)),
        Column(f"{label}: periode", figure_value(lambda figure: figure.period)),
        *(_sum_columns(label, figure_value) if is_sum else []),
    ]


def _sum_columns(label: str, figure_value: FigureValue) -> list[Column]:
    summed, total = f"{label}: opgeteld over zoveel scholen", f"{label}: van zoveel scholen"
    return [
        Column(summed, figure_value(lambda figure: figure.schools), unknown="geen som"),
        Column(
            total, figure_value(lambda figure: figure.participating_schools), unknown="geen som"
        ),
    ]


def _money_columns(rows: Sequence[ComparedRow]) -> list[Column]:
    kinds = dict.fromkeys(
        kind for row in rows for _, money in row.money if money for kind in money.by_kind
    )
    columns = [column for label, period in kinds for column in _amount_columns(label, period)]

    def unknown(row: ComparedRow) -> Value:
        if not row.money:
            return "elk bedrag"
        known = [(name, money.unknown if money else ["elk bedrag"]) for name, money in row.money]
        return [_prefixed(name, text) for name, unknown in known for text in unknown]

    return [*columns, Column("geld: niet bekend", unknown, unknown="geen")]


def _prefixed(region: str, text: str) -> str:
    return f"{region}: {text}" if region else text


def _amount_columns(label: str, period: str) -> list[Column]:
    def amounts(row: ComparedRow) -> list[tuple[str, Amount]]:
        return [
            (name, amount)
            for name, money in row.money
            if money
            for amount in money.by_kind.get((label, period), [])
        ]

    def value(row: ComparedRow) -> Value:
        found = amounts(row)
        if len(found) == 1 and not found[0][1].note:
            return found[0][1].value
        return [_prefixed(name, amount.noted) for name, amount in found]

    def sources(row: ComparedRow) -> Value:
        return [
            _prefixed(name, ", ".join(sources_of([amount.row]))) for name, amount in amounts(row)
        ]

    head = f"geld: {label}, {period}"
    return [Column(f"{head} (euro)", value), Column(f"{head}: bron", sources)]
