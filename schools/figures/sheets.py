"""The national figures, and those of one indicator, as CSV and XLSX."""

from __future__ import annotations

from django.http import HttpRequest
from django.views.decorators.http import require_safe

from regions.clock import AsOf, today
from regions.directory import sources_of
from regions.lists.blanks import drop_blank_fields
from regions.lists.query_names import reads
from regions.sheets.facts import FACT, Fact, Subject
from regions.sheets.sheet import Sheet
from regions.sheets.views import as_sheet
from schools.figures.area_table import AreaLine, AreaTable, Column
from schools.figures.country import country
from schools.figures.facts import figure_fact, value_of
from schools.figures.overview import Overview, overview
from schools.figures.rows import area_of, key_of, parts_of, without_duplicates
from schools.models import Figure, Indicator
from schools.models.figures import COUNTRY, FigureQuerySet

COUNTED_HERE = "geteld uit de deelnemers op deze site"
NETHERLANDS = "Heel Nederland"


@require_safe
@drop_blank_fields
@reads("per", "op")
@as_sheet
def figure_sheet(request: HttpRequest) -> Sheet:
    day = today()
    page = overview(request.GET.get("per", ""), request.GET.get("op", ""), AsOf.of(day))
    national = [
        figure_fact(_netherlands(), figure, summary.indicator)
        for summary in page.summaries
        for figure in country(day).in_last_period(summary.indicator.pk)
    ]
    per = f" per {page.table.kind.label.lower()}" if page.table else ""
    facts = [*national, *(_table_facts(page, page.table) if page.table else [])]
    return Sheet(title=f"Cijfers{per}", columns=FACT, rows=facts, day=day)


def _netherlands() -> Subject:
    return Subject(code=COUNTRY, subject=NETHERLANDS, section="Land")


def _table_facts(page: Overview, table: AreaTable) -> list[Fact]:
    last = {summary.indicator.get_absolute_url(): summary.last for summary in page.summaries}
    return [
        _cell_fact(line, table, column, index, last.get(column.url))
        for line in (*table.lines, table.country)
        for index, column in enumerate(table.columns)
    ]


def _cell_fact(
    line: AreaLine, table: AreaTable, column: Column, index: int, last: Figure | None
) -> Fact:
    """`last` has the unit, reference date and source; None if we counted it ourselves."""
    cell = line.cells[index]
    about = Subject(
        code=line.code,
        subject=line.name,
        path=line.url,
        section=f"Per {table.kind.label.lower()}",
    )
    if last is None:
        return about.fact(
            column.label, int(cell.words), unit="scholen", as_of="", sources=[COUNTED_HERE]
        )
    if cell.figure is None:
        return about.fact(column.label, "geen cijfer", period=column.period)
    return about.fact(
        column.label,
        **value_of(cell.figure),
        unit=last.indicator.get_unit_display(),
        period=column.period,
        as_of=last.as_of,
        note=cell.note,
        sources=sources_of([last]),
    )


@require_safe
@drop_blank_fields
@reads("deel")
@as_sheet
def indicator_sheet(request: HttpRequest, slug: str) -> Sheet:
    """Includes all groups if none is chosen."""
    day = today()
    indicator = Indicator.objects.published(day).find(slug)
    national = country(day).in_all_periods(indicator.pk)
    last = country(day).in_last_period(indicator.pk)
    chosen = request.GET.get("deel", "")
    parts = [part for part in parts_of(last) if part.key == chosen]
    reported = without_duplicates(_loaded(indicator).reported().order_by("pk"))
    rows = [*national, *_area_figures(indicator, last), *reported]
    facts = [
        figure_fact(_subject(figure), figure, indicator)
        for figure in rows
        if not parts or figure.area_name or key_of(figure) == chosen
    ]
    title = f"{indicator.name}, {parts[0].label}" if parts else indicator.name
    return Sheet(title=title, columns=FACT, rows=facts, day=day, remarks=[indicator.definition])


def _loaded(indicator: Indicator) -> FigureQuerySet:
    return indicator.figures.select_related("municipality", "school__place")


def _area_figures(indicator: Indicator, national: list[Figure]) -> list[Figure]:
    if not national:
        return []
    rows = _loaded(indicator).filter(period=national[0].period, area_name="", school=None)
    areas = [figure for figure in rows if figure.province or figure.municipality]
    return sorted(
        areas, key=lambda figure: (not figure.province, area_of(figure)[0].casefold(), figure.pk)
    )


def _subject(figure: Figure) -> Subject:
    name, url = area_of(figure)
    part = "Gemeente" if figure.municipality_id else "Provincie" if figure.province else "Land"
    part = "Volgens de bron" if figure.area_name else part
    return Subject(code=figure.area_code, subject=name, path=url, section=part)
