"""Outlines of municipalities and provinces."""

from __future__ import annotations

from typing import Any

from django import forms

from pactdir.importing.imported_values import PreviousValues
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.matching.matches import Matches, match_rows
from pactdir.importing.outcome import Outcome
from pactdir.importing.reading.geojson import may_be_areas, read_features
from pactdir.importing.reading.layout import Row
from pactdir.importing.reading.row_form import RowForm
from pactdir.importing.reading.sheets import Line
from pactdir.importing.run import Run
from pactdir.importing.writing.rows import write_rows
from regions.models import Boundary, Province
from regions.wording.dutch import counted


class BoundaryForm(RowForm):
    code = forms.CharField(error_messages={"required": "Er staat geen CBS-code bij deze vorm."})
    shape = forms.JSONField()

    class Meta:
        model = Boundary
        fields = ["code"]

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        self.municipality = None
        if code not in Province.values:
            self.municipality = self.municipality_of(code)
        return self.municipality.code if self.municipality else code

    def clean_shape(self) -> Any:
        return self.data["shape"]

    def clean(self) -> dict[str, Any]:
        return {**super().clean(), "municipality": getattr(self, "municipality", None)}


class Boundaries(Kind):
    name = "grenzen"
    model = Boundary
    columns = ()
    form = BoundaryForm
    key_field = "code"
    fields = ("code", "municipality", "shape")
    part = "onderdeel"

    @classmethod
    def open(cls, file: str, content: bytes) -> Any:
        return read_features(file, content)

    @classmethod
    def recognises(cls, file: str, content: bytes) -> bool:
        return may_be_areas(content)

    @classmethod
    def cells_of(cls, line: Line) -> dict[str, Any]:
        return dict(line.cells)

    @classmethod
    def heading_of(cls, name: str, sheet: Any) -> str:
        return "statcode" if name == "code" else name

    @classmethod
    def match(cls, rows: list[Row], run: Run, outcome: Outcome) -> Matches:
        existing = {boundary.code: boundary for boundary in Boundary.objects.all()}
        return match_rows(cls, rows, existing, cls.values_of, run, outcome)

    @classmethod
    def write(cls, matches: Matches, run: Run, outcome: Outcome) -> PreviousValues:
        result = write_rows(cls, matches, run, outcome)
        outcome.summary = _summary([match.row.key for match, _ in result.objects], outcome)
        return result.previous


def _summary(codes: list[str], outcome: Outcome) -> str:
    provinces = sum(code in Province.values for code in codes)
    counts = (
        (len(codes) - provinces, "gemeente", "gemeenten"),
        (provinces, "provincie", "provincies"),
        (len(outcome.created), "grens nieuw", "grenzen nieuw"),
        (outcome.changed_rows, "grens anders", "grenzen anders"),
    )
    return ", ".join(counted(count, one, more) for count, one, more in counts if count)
