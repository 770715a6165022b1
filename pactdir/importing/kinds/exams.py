"""DUO's exam results, which show where the vmbo profiles are taught."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from pactdir.importing.imported_values import PreviousValues
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.matching.matches import Matches, skip_all
from pactdir.importing.outcome import Outcome
from pactdir.importing.reading.columns import Column
from pactdir.importing.reading.layout import Row
from pactdir.importing.reading.row_form import RowForm
from pactdir.importing.run import Run
from pactdir.importing.schools.location_codes import LOCATION_CODE
from pactdir.importing.schools.taught_profiles import IMPORTED_AS, TaughtProfiles
from regions.fields.partial_date import PartialDate
from schools.models import ProfilesBasis, School

SCHOOL_YEAR = re.compile(r"(?<!\d)(20\d\d)-(20\d\d)(?!\d)")


class ExamForm(RowForm):
    code = forms.CharField(validators=[LOCATION_CODE])
    school_type = forms.CharField()
    department = forms.CharField(required=False)
    candidates = forms.CharField(
        validators=[RegexValidator(r"^(<?[0-9]+)\Z", "Schrijf een getal, of <5.")]
    )

    class Meta:
        model = School
        fields: list[str] = []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        is_vmbo = cleaned.get("school_type") == "VMBO" and cleaned.get("candidates") != "0"
        return {**cleaned, "taught": cleaned.get("department", "") if is_vmbo else ""}


class Exams(Kind):
    name = "examens vo"
    model = School
    columns = (
        Column("code", ("vestigingscode", "vestigingsnummer")),
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
        # A location has a row for each track and department.
        return f"{cells['code']} {line}"

    @classmethod
    def imported_as(cls) -> str:
        return IMPORTED_AS

    @classmethod
    def match(cls, rows: list[Row], run: Run, outcome: Outcome) -> Matches:
        return skip_all(cls, rows, run)

    @classmethod
    def write(cls, matches: Matches, run: Run, outcome: Outcome) -> PreviousValues:
        year = _last_year(outcome.file)
        if not year:
            outcome.warnings.append(
                "het schooljaar staat alleen in de naam van het bestand, en daar niet; zet het er "
                "weer in, zoals 2024-2025. Er is niets overgenomen"
            )
            return {}
        profiles = TaughtProfiles(ProfilesBasis.EXAMS, PartialDate(year), run, outcome)
        return profiles.write(_departments_by_code([match.row.cells for match in matches.skipped]))


def _departments_by_code(rows: list[dict[str, Any]]) -> dict[str, set[str]]:
    departments: defaultdict[str, set[str]] = defaultdict(set)
    for cells in rows:
        if cells["taught"]:
            departments[cells["code"]].add(cells["taught"])
    return departments


def _last_year(file: str) -> int | None:
    match = SCHOOL_YEAR.search(file)
    return int(match[2]) if match and int(match[2]) == int(match[1]) + 1 else None
