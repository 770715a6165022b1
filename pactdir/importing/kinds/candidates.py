"""DUO's exam candidates and passes by location and sector, for five school years.

Only the technical sector of vmbo becomes figures. The edition of a file is its last school year: an
older file adds the years that a newer one dropped, and replaces none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from pactdir.importing.figures.areas import Location, Locations
from pactdir.importing.figures.candidates import (
    BY_SECTOR,
    CandidateRow,
    Part,
)
from pactdir.importing.figures.count_field import CountField
from pactdir.importing.figures.small_cells import amounts_safe_with_other
from pactdir.importing.figures.writing import Edition, write_figures
from pactdir.importing.imported_values import PreviousValues
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.matching.matches import Matches
from pactdir.importing.outcome import Outcome
from pactdir.importing.reading.cell_form import CellForm
from pactdir.importing.reading.columns import Column
from pactdir.importing.reading.sheets import Line, Sheet
from pactdir.importing.run import Run
from pactdir.importing.schools.location_codes import full_location_code
from regions.fields.partial_date import PartialDate
from schools.models import Figure, Level, School

SOURCE = "DUO, examenkandidaten en geslaagden vo, schooljaar {}"
TOTAL = re.compile(r"(examenkandidaten|geslaagden) schooljaar (20\d\d) (20\d\d) totaal")
# DUO lists the work-based route ("LWT"), a part of the basic path, separately.
LEVELS = {
    "vmbo b - techniek": Level.VMBO_BB,
    "vmbo k - techniek": Level.VMBO_KB,
    "vmbo g - techniek": Level.VMBO_GL,
}
COUNT = CountField()


@dataclass(frozen=True, slots=True)
class YearColumn:
    what: str  # "examenkandidaten" or "geslaagden"
    year: str  # "2019-2020"


@lru_cache(maxsize=1000)
def year_column(heading: str) -> YearColumn | None:
    # Separate columns for boys and girls are not read, as their cells are too small.
    match = TOTAL.fullmatch(heading)
    if match and int(match[3]) == int(match[2]) + 1:
        return YearColumn(match[1], f"{match[2]}-{match[3]}")
    return None


def heading_of_year(what: str, year: str) -> str:
    return f"{what} schooljaar {year.replace('-', ' ')} totaal"


def school_years(headings: Iterable[str]) -> list[str]:
    return sorted({column.year for heading in headings if (column := year_column(heading))})


class CandidateForm(CellForm):
    fields: ClassVar[Mapping[str, forms.Field]] = {
        "brin": forms.CharField(),
        "location": forms.CharField(),
        "municipality": forms.CharField(),
        "course": forms.CharField(),
    }

    def fields_of_row(self) -> Mapping[str, forms.Field]:
        return {**self.fields, **{name: COUNT for name in self.data if year_column(name)}}

    def clean(self) -> None:
        brin, location = self.cleaned_data["brin"], self.cleaned_data["location"]
        self.check("location", lambda: full_location_code(brin, location))
        for year in school_years(self.data):
            passed = heading_of_year("geslaagden", year)
            candidates = self.cleaned_data[heading_of_year("examenkandidaten", year)]
            if self.cleaned_data[passed].low > candidates.high:
                self.check(passed, _more_passed_than_candidates)


def _more_passed_than_candidates() -> None:
    raise ValidationError("Hier staan meer geslaagden dan examenkandidaten.")


class Candidates(Kind):
    name = "examenkandidaten vo"
    publisher = "DUO"
    model = School
    columns = (
        Column("brin", ("instellingscode", "brin nummer")),
        Column("location", ("vestigingscode", "vestigingsnummer")),
        Column("municipality", ("gemeentenaam", "gemeentenaam vestiging")),
        Column("course", ("opleidingsnaam",)),
    )
    form = CandidateForm
    key_field = "location"
    fields = ()

    @classmethod
    def missing_columns(cls, header: Iterable[str]) -> list[str]:
        names = list(header)
        years = school_years(names) or ["…"]
        in_years = [
            heading_of_year(what, year)
            for year in years
            for what in ("examenkandidaten", "geslaagden")
        ]
        return super().missing_columns(names) + [name for name in in_years if name not in names]

    @classmethod
    def cells_of(cls, line: Line) -> dict[str, Any]:
        years = {name: cell for name, cell in line.cells.items() if year_column(name)}
        return super().cells_of(line) | years

    @classmethod
    def heading_of(cls, name: str, sheet: Sheet) -> str:
        return super().heading_of(name, sheet) or sheet.original_header.get(name, "")

    @classmethod
    def key(cls, cells: Mapping[str, Any], line: int) -> str:
        return f"{cells['location']} {cells['course']}"

    @classmethod
    def write(cls, matches: Matches, run: Run, outcome: Outcome) -> PreviousValues:
        rows = [match.row.cells for match in matches.skipped]
        technical = [cells for cells in rows if cells["course"].casefold() in LEVELS]
        if not technical:
            outcome.warnings.append("er staat geen techniek in het vmbo in; niets overgenomen")
            return {}
        locations = Locations(run.day)
        location_by_code = {
            cells["location"]: locations.in_municipality(cells["location"], cells["municipality"])
            for cells in technical
        }
        first_years = _first_years(rows, location_by_code)
        for year in _years_to_write(technical, outcome):
            in_year = [_candidates(cells, year) for cells in technical]
            edition = Edition(year, PartialDate(int(year[-4:])), SOURCE.format(year))
            amounts = amounts_safe_with_other(BY_SECTOR, year, in_year, location_by_code)
            write_figures(
                (
                    amount
                    for amount in amounts
                    if not amount.area.school or first_years.get(amount.area.code, "") <= year
                ),
                edition,
                outcome,
                run.written_figures,
            )
        return {}


def _years_to_write(rows: list[dict[str, Any]], outcome: Outcome) -> list[str]:
    years = school_years(rows[0])
    stored = Figure.objects.periods_of(BY_SECTOR.candidates)
    newest = max(stored, default="")
    if newest <= years[-1]:
        return years
    outcome.warnings.insert(
        0, f"dit bestand is ouder dan wat er staat (tot en met {newest}); dat blijft"
    )
    return [year for year in years if year not in stored]


def _first_years(
    rows: Iterable[dict[str, Any]], location_by_code: Mapping[str, Location]
) -> dict[str, str]:
    """Map school codes to the first year with a candidate in any course.

    DUO fills the years before a location has candidates with zeros.
    """
    first: dict[str, str] = {}
    for cells in rows:
        location = location_by_code.get(cells["location"])
        if location and location.school:
            code = location.school.code
            with_candidates = (
                year
                for year in school_years(cells)
                if cells[heading_of_year("examenkandidaten", year)].high
            )
            if year := next(with_candidates, ""):
                first[code] = min(year, first.get(code, year))
    return first


def _candidates(cells: dict[str, Any], year: str) -> CandidateRow:
    return CandidateRow(
        cells["location"],
        Part(level=LEVELS[cells["course"].casefold()]),
        cells[heading_of_year("examenkandidaten", year)],
        cells[heading_of_year("geslaagden", year)],
    )
