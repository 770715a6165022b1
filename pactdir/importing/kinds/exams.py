"""DUO's exam results: vmbo profiles per location, candidates and pass rates per profile.

Some lines of the edition of 2018-2019 have a text in the wrong column. They are reported and
skipped, unless there are so many that it must be another kind of file.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from pactdir.importing.figures.areas import Locations, province_code
from pactdir.importing.figures.candidates import (
    BY_PROFILE,
    CandidateRow,
    Part,
)
from pactdir.importing.figures.count_field import NO_COUNT, CountField
from pactdir.importing.figures.small_cells import amounts_safe_with_other
from pactdir.importing.figures.writing import Edition, write_figures
from pactdir.importing.imported_values import PreviousValues
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.matching.matches import Matches
from pactdir.importing.outcome import Outcome
from pactdir.importing.problems import Problem
from pactdir.importing.reading.cell_form import CellForm, cleaned
from pactdir.importing.reading.columns import Column
from pactdir.importing.reading.layout import Row
from pactdir.importing.reference_dates import is_far_ahead
from pactdir.importing.run import Run
from pactdir.importing.schools.location_codes import full_location_code
from pactdir.importing.schools.profile_departments import profile_of
from pactdir.importing.schools.taught_profiles import IMPORTED_AS, TaughtProfiles
from regions.fields.partial_date import PartialDate
from schools.models import TECHNICAL_PROFILES, ProfilesBasis, School

SCHOOL_YEAR = re.compile(r"(?<!\d)(20\d\d)-(20\d\d)(?!\d)")
SOURCE = "DUO, geslaagden, gezakten en cijfers, schooljaar {}"
COUNT = CountField()
HEADINGS = {"candidates": "EXAMENKANDIDATEN", "passed": "GESLAAGDEN"}
MAX_SHARE_MISPLACED = 0.1


class ExamForm(CellForm):
    fields: ClassVar[Mapping[str, forms.Field]] = {
        "brin": forms.CharField(required=False),
        "code": forms.CharField(),
        "municipality": forms.CharField(required=False),
        "province": forms.CharField(required=False),
        "school_type": forms.CharField(),
        "department": forms.CharField(required=False),
        "candidates": forms.CharField(required=False),
        "passed": forms.CharField(required=False),
    }

    def clean(self) -> None:
        cells = self.cleaned_data
        self.check("code", lambda: full_location_code(cells["brin"], cells["code"]))
        cells["province"] = province_code(cells["province"]) or ""
        for name in HEADINGS:
            try:
                cells[name] = cleaned(COUNT, cells[name])
            except ValidationError:
                cells["misplaced"] = name
                return


class Exams(Kind):
    name = "examens vo"
    publisher = "DUO"
    model = School
    columns = (
        Column("brin", ("instellingscode", "brin nummer"), is_required=False),
        Column("code", ("vestigingscode", "vestigingsnummer")),
        Column("municipality", ("gemeentenaam vestiging", "gemeentenaam"), is_required=False),
        Column("province", ("provincie vestiging", "provincie"), is_required=False),
        Column("school_type", ("onderwijstype vo",)),
        Column("track", ("leerweg vmbo",)),
        Column("sector", ("vmbo sector",)),
        Column("department", ("afdeling",)),
        Column("candidates", ("examenkandidaten",)),
        Column("passed", ("geslaagden",)),
    )
    form = ExamForm
    key_field = "code"
    fields = ()

    @classmethod
    def key(cls, cells: Mapping[str, Any], line: int) -> str:
        """A location has a row for each track and department."""
        return f"{cells['code']} {line}"

    @classmethod
    def imported_as(cls) -> str:
        return IMPORTED_AS

    @classmethod
    def date_in_name(cls, file: str) -> PartialDate | None:
        # The end year of the school year.
        year = _school_year(file)
        return PartialDate(int(year[-4:])) if year else None

    @classmethod
    def match(cls, rows: list[Row], run: Run, outcome: Outcome) -> Matches:
        misplaced = [row for row in rows if "misplaced" in row.cells]
        _report_misplaced(misplaced, len(rows), run, outcome)
        return super().match([row for row in rows if "misplaced" not in row.cells], run, outcome)

    @classmethod
    def write(cls, matches: Matches, run: Run, outcome: Outcome) -> PreviousValues:
        if outcome.as_of is None:
            outcome.warnings.append(
                "het schooljaar staat alleen in de naam van het bestand, en daar niet; zet het er "
                "weer in, zoals 2024-2025, of geef de peildatum. Er is niets overgenomen"
            )
            return {}
        on = PartialDate(outcome.as_of.year)
        year = f"{on.year - 1}-{on.year}"
        rows = [match.row.cells for match in matches.skipped]
        vmbo = [cells for cells in rows if cells["school_type"] == "VMBO"]
        profiles = TaughtProfiles(ProfilesBasis.EXAMS, on, run, outcome)
        previous = profiles.write(_departments_by_code(vmbo))
        edition = Edition(year, on, SOURCE.format(year))
        locations = Locations(run.day)
        location_by_code = {
            cells["code"]: locations.in_municipality(
                cells["code"], cells["municipality"], cells["province"]
            )
            for cells in vmbo
        }
        write_figures(
            amounts_safe_with_other(BY_PROFILE, year, _candidates(vmbo), location_by_code),
            edition,
            outcome,
            run.written_figures,
        )
        return previous


def _report_misplaced(misplaced: list[Row], count: int, run: Run, outcome: Outcome) -> None:
    texts = [
        (row.line, HEADINGS[row.cells["misplaced"]], row.cells[row.cells["misplaced"]])
        for row in misplaced
    ]
    if len(misplaced) > count * MAX_SHARE_MISPLACED:
        run.problems += [Problem(outcome.file, NO_COUNT, *text) for text in texts]
    else:
        outcome.warnings += [
            f"regel {line}: bij {heading} staat “{text}”; die regel is niet overgenomen"
            for line, heading, text in texts
        ]


def _departments_by_code(rows: list[dict[str, Any]]) -> dict[str, set[str]]:
    departments: defaultdict[str, set[str]] = defaultdict(set)
    for cells in rows:
        if cells["department"] and cells["candidates"].high:
            departments[cells["code"]].add(cells["department"])
    return departments


def _candidates(rows: Iterable[dict[str, Any]]) -> list[CandidateRow]:
    """The rows of technical profiles; a location has one for each learning path."""
    return [
        CandidateRow(cells["code"], Part(profile), cells["candidates"], cells["passed"])
        for cells in rows
        if (profile := profile_of(cells["department"])) in TECHNICAL_PROFILES and profile
    ]


def _school_year(file: str) -> str | None:
    match = SCHOOL_YEAR.search(file)
    if not match or is_far_ahead(PartialDate(int(match[2]))):
        return None
    return match[0] if int(match[2]) == int(match[1]) + 1 else None
