"""Pairs of adjacent municipalities."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms

from pactdir.importing.imported_values import PreviousValues, forget
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.matching.matches import Matches, match_rows
from pactdir.importing.outcome import Outcome
from pactdir.importing.problems import Problem
from pactdir.importing.reading.columns import MUNICIPALITY, Column
from pactdir.importing.reading.layout import Row
from pactdir.importing.reading.row_form import RowForm
from pactdir.importing.run import Run
from pactdir.importing.writing.rows import write_rows
from regions.models import Municipality, Neighbour

# Even a merger of ten municipalities into one removes fewer pairs at once.
MAX_REMOVED = 100


class NeighbourForm(RowForm):
    code = forms.CharField()
    other = forms.CharField()

    class Meta:
        model = Neighbour
        fields: list[str] = []

    def clean_code(self) -> Municipality:
        return self.municipality_of(self.cleaned_data["code"])

    def clean_other(self) -> Municipality:
        other = self.municipality_of(self.cleaned_data["other"])
        if other == self.cleaned_data.get("code"):
            raise forms.ValidationError("Een gemeente ligt niet naast zichzelf.")
        return other


class Neighbours(Kind):
    name = "buurgemeenten"
    model = Neighbour
    columns: ClassVar[tuple[Column, ...]] = (
        Column("code", MUNICIPALITY),
        Column("other", ("buur statcode", "buurgemeentecode", "buurgemeente", "buur gm code")),
    )
    form = NeighbourForm
    key_field = "other"
    fields = ("municipality", "neighbour")
    supersedes: ClassVar[tuple[str, ...]] = ("buurgemeenten uit grenzen",)
    is_complete = True

    @classmethod
    def key(cls, cells: Mapping[str, Any], line: int) -> str:
        return pair_key(cells["code"], cells["other"])

    @classmethod
    def match(cls, rows: list[Row], run: Run, outcome: Outcome) -> Matches:
        pairs = Neighbour.objects.select_related("municipality", "neighbour")
        existing = {pair_key(pair.municipality, pair.neighbour): pair for pair in pairs}
        return match_rows(cls, rows, existing, pair_values, run, outcome)

    @classmethod
    def write(cls, matches: Matches, run: Run, outcome: Outcome) -> PreviousValues:
        result = write_rows(cls, matches, run, outcome)
        # Next year's file no longer has the pairs of municipalities that end this year.
        removed = [pair for pair in matches.missing.values() if not _ends_later(pair, run.day)]
        if len(removed) > MAX_REMOVED and len(removed) * 2 > Neighbour.objects.count():
            text = f"Van de buren ontbreken er {len(removed)}. Is het bestand afgebroken?"
            run.problems.append(Problem(outcome.file, text))
            return result.previous
        outcome.removed += [f"{pair} liggen niet meer naast elkaar" for pair in removed]
        keys = {pair_key(pair.municipality, pair.neighbour) for pair in removed}
        for pair in removed:
            pair.delete()
        kinds = (cls.name, *cls.supersedes)
        return {**result.previous, **forget(kinds, keys, matches.imported)}


def pair_key(municipality: Municipality, neighbour: Municipality) -> str:
    return f"{municipality.code} {neighbour.code}"


def pair_values(row: Row) -> dict[str, Any]:
    return {"municipality": row.cells["code"], "neighbour": row.cells["other"]}


def _ends_later(pair: Neighbour, day: date) -> bool:
    ends = [pair.municipality.valid_until, pair.neighbour.valid_until]
    return any(end and end.last_day >= day for end in ends)
