"""Reorganisations: each old municipality, its successor and the effective date.

A new municipality does not inherit the participations of an old one: those need a source.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from pactdir.importing.geography.reorganisation import Reorganisation, days_by_municipality
from pactdir.importing.imported_values import PreviousValues
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.kinds.municipalities import Municipalities
from pactdir.importing.matching.matches import Matches, match_rows
from pactdir.importing.outcome import Outcome
from pactdir.importing.reading.cells import full_municipality_code
from pactdir.importing.reading.columns import Column
from pactdir.importing.reading.layout import Row
from pactdir.importing.reading.row_form import RowForm
from pactdir.importing.reading.sheets import read_sheet
from pactdir.importing.run import Run
from pactdir.importing.writing.rows import write_rows
from regions.fields.partial_date import PartialDate, PartialDateFormField
from regions.models import Municipality, MunicipalitySuccession

LOAD_THE_OLDER_LIST = (
    "Laad eerst een lijst van gemeenten van voor de herindeling, waar zij nog in staat."
)
LOAD_THE_NEWER_LIST = "Laad eerst de lijst van gemeenten van nu, en daarna dit bestand nog eens."
OLD = Column("old", ("oud", "oude gemeente", "oude gemeentecode"))


class SuccessionForm(RowForm):
    old = forms.CharField()
    new = forms.CharField()
    on = PartialDateFormField()

    class Meta:
        model = MunicipalitySuccession
        fields = ["source"]

    def clean_old(self) -> Municipality:
        try:
            return self.municipality_of(self.cleaned_data["old"])
        except ValidationError as error:
            raise ValidationError(f"{error.message} {LOAD_THE_OLDER_LIST}") from None

    def clean_new(self) -> Municipality:
        try:
            return self.municipality_of(self.cleaned_data["new"])
        except ValidationError as error:
            raise ValidationError(f"{error.message} {LOAD_THE_NEWER_LIST}") from None

    def clean_on(self) -> PartialDate:
        on: PartialDate = self.cleaned_data["on"]
        if on.day is None:
            raise ValidationError("Een herindeling gaat in op een dag: schrijf 2027-01-01.")
        return on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        old, new, on = (cleaned.get(name) for name in ("old", "new", "on"))
        if not (old and new and on):
            return cleaned
        if self.run.succession_days.setdefault(old.pk, on) != on:
            self.add_error("on", "Deze oude gemeente staat er ook met een andere dag.")
        if old != new and self._creates_cycle(old, new):
            self.add_error("new", "Zo volgt een gemeente zichzelf op.")
        return cleaned

    def _creates_cycle(self, old: Municipality, new: Municipality) -> bool:
        successors = self.run.successors
        successors[old.pk].add(new.pk)
        reachable: set[int] = set()
        frontier = {new.pk}
        while frontier:
            reachable |= frontier
            frontier = {successor for pk in frontier for successor in successors[pk]} - reachable
        return old.pk in reachable


LISTS = (Municipalities.name, *Municipalities.supersedes)


class Successions(Kind):
    """A row with the same old and new municipality means that it continues to exist."""

    name = "herindelingen"
    model = MunicipalitySuccession
    columns = (
        OLD,
        Column("new", ("nieuw", "nieuwe gemeente", "nieuwe gemeentecode")),
        Column("on", ("per", "per datum", "ingangsdatum")),
        Column("source", ("bron",), is_required=False),
    )
    form = SuccessionForm
    key_field = "old"
    fields = ("old", "new", "on", "source")

    @classmethod
    def key(cls, cells: Mapping[str, Any], line: int) -> str:
        return _key(cells["old"], cells["new"])

    @classmethod
    def match(cls, rows: list[Row], run: Run, outcome: Outcome) -> Matches:
        successions = MunicipalitySuccession.objects.select_related("old", "new")
        existing = {_key(row.old, row.new): row for row in successions}
        return match_rows(
            cls, rows, existing, _values, run, outcome, should_write=lambda row: not _continues(row)
        )

    @classmethod
    def write(cls, matches: Matches, run: Run, outcome: Outcome) -> PreviousValues:
        former_days = days_by_municipality()  # a table may correct an earlier one
        result = write_rows(cls, matches, run, outcome)
        continuing = {
            match.row.cells["old"].pk for match in matches.skipped if _continues(match.row)
        }
        follow_up = Reorganisation(run, outcome, continuing, former_days, LISTS)
        follow_up.write([succession for _, succession in result.objects])
        return result.previous


def _key(old: Municipality, new: Municipality) -> str:
    return f"{old.code} {new.code}"


def _continues(row: Row) -> bool:
    return bool(row.cells["old"] == row.cells["new"])


def _values(row: Row) -> dict[str, Any]:
    # An empty source cell does not overwrite a source.
    values = Successions.values_of(row)
    return {name: value for name, value in values.items() if name != "source" or value}


def codes_with_successor(files: Iterable[tuple[Path, bytes]]) -> set[str]:
    return {
        full_municipality_code(line.cells[heading])
        for path, content in files
        for sheet in [read_sheet(path.name, content)]
        if (heading := OLD.heading_in(sheet.header))
        for line in sheet.lines()
    }
