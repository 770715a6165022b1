"""Which municipalities lie side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.db import models

from pactdir.importing.kinds.kind import Kind
from pactdir.importing.problems import Problem
from pactdir.importing.reading.columns import MUNICIPALITY, Column
from pactdir.importing.reading.row_form import RowForm
from regions.models import Municipality, Neighbour

# More neighbours than these never go at once, not even where ten municipalities become one.
MOST_GONE = 100


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
    columns = (Column("code", MUNICIPALITY), Column("other", ("buur statcode", "buurgemeentecode")))
    form = NeighbourForm
    key_field = "other"
    fields = ("municipality", "neighbour")

    def key(self, cleaned: Mapping[str, Any]) -> str:
        return f"{cleaned['code'].code} {cleaned['other'].code}"

    def existing(self) -> Iterator[tuple[str, models.Model]]:
        for row in Neighbour.objects.select_related("municipality", "neighbour"):
            yield f"{row.municipality.code} {row.neighbour.code}", row

    def values(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        return {"municipality": cleaned["code"], "neighbour": cleaned["other"]}

    def gone(self, rows: Mapping[str, Any]) -> None:
        """A file of next year lacks the pairs of a municipality that stands until then."""
        gone = [row for row in rows.values() if not self._ends_later(row)]
        if len(gone) > MOST_GONE and len(gone) * 2 > len(list(self.existing())):
            text = f"Van de buren ontbreken er {len(gone)}. Is het bestand afgebroken?"
            self.run.problems.append(Problem(self.run.outcome.file, text))
            return
        self.run.outcome.gone += [f"{row} liggen niet meer naast elkaar" for row in gone]
        keys = [f"{row.municipality.code} {row.neighbour.code}" for row in gone]
        self.forgotten |= set(keys)
        for row in gone:
            row.delete()

    def _ends_later(self, row: Neighbour) -> bool:
        ends = [row.municipality.valid_until, row.neighbour.valid_until]
        return any(end and end.last_day >= self.run.day for end in ends)
