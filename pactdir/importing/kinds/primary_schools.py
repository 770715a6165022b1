"""Addresses of primary schools, used only as evidence of a postcode's place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from pactdir.importing.imported_values import PreviousValues
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.matching.matches import Matches, skip_all
from pactdir.importing.outcome import Outcome
from pactdir.importing.reading.cells import Postcode
from pactdir.importing.reading.columns import BRIN, LOCATION, PLACE, Column
from pactdir.importing.reading.layout import Row
from pactdir.importing.reading.row_form import RowForm
from pactdir.importing.run import Run
from pactdir.importing.schools.capitals import capitalise
from regions.models import PostcodeDoubt


class PrimarySchoolForm(RowForm):
    name_fields = ("place_name",)

    brin = forms.CharField()
    location = forms.CharField()
    type = forms.CharField()
    postcode = Postcode(required=False)
    place_name = forms.CharField(required=False, max_length=120)

    class Meta:
        model = PostcodeDoubt
        fields: list[str] = []

    def clean_location(self) -> str:
        return str(self.cleaned_data["location"]).zfill(len("00"))

    def clean_place_name(self) -> str:
        return capitalise(self.cleaned_data["place_name"])


class PrimarySchools(Kind):
    """Writes no rows: its addresses only serve to check the postcode table."""

    name = "adressen van basisscholen"
    publisher = "DUO"
    model = PostcodeDoubt
    columns = (
        Column("brin", BRIN),
        Column("location", LOCATION),
        Column("type", ("soort po",)),
        Column("postcode", ("postcode",)),
        Column("place_name", PLACE),
    )
    form = PrimarySchoolForm
    key_field = "brin"
    fields = ()
    remark = (
        "Basisscholen staan niet op deze site; van hun adressen is alleen gebruikt welke plaats "
        "bij welke postcode hoort."
    )

    @classmethod
    def key(cls, cells: Mapping[str, Any], line: int) -> str:
        return f"{cells['brin']}{cells['location']} {cells['type']}"

    @classmethod
    def match(cls, rows: list[Row], run: Run, outcome: Outcome) -> Matches:
        return skip_all(cls, rows, run)

    @classmethod
    def write(cls, matches: Matches, run: Run, outcome: Outcome) -> PreviousValues:
        cells = [match.row.cells for match in matches.skipped]
        run.primary_addresses += [
            (row["postcode"][:4], row["place_name"])
            for row in cells
            if row["postcode"] and row["place_name"]
        ]
        return {}
