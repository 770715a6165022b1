"""Addresses of primary schools: no schools of ours, but they say which place a postcode is in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from pactdir.importing.imported_values import PreviousValues
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.matching.matches import Matches, match_nothing
from pactdir.importing.outcome import Outcome
from pactdir.importing.reading.cells import Postcode
from pactdir.importing.reading.columns import Column
from pactdir.importing.reading.layout import Row
from pactdir.importing.reading.row_form import RowForm
from pactdir.importing.run import Run
from pactdir.importing.schools.capitals import in_dutch_capitals
from regions.models import PostcodeDoubt


class PrimarySchoolForm(RowForm):
    names = ("place_name",)

    brin = forms.CharField()
    location = forms.CharField()
    type = forms.CharField()
    postcode = Postcode(required=False)
    place_name = forms.CharField(required=False, max_length=120)

    class Meta:
        model = PostcodeDoubt
        fields: list[str] = []

    def clean_place_name(self) -> str:
        return in_dutch_capitals(self.cleaned_data["place_name"])


class PrimarySchools(Kind):
    """Nothing of it is written but what contradicts the table of postcodes."""

    name = "adressen van basisscholen"
    publisher = "DUO"
    model = PostcodeDoubt
    columns = (
        Column("brin", ("instellingscode",)),
        Column("location", ("vestigingscode",)),
        Column("type", ("soort po",)),
        Column("postcode", ("postcode",)),
        Column("place_name", ("plaats", "plaatsnaam")),
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
        """Two types of school may be one location."""
        return f"{cells['brin']}{cells['location']} {cells['type']}"

    @classmethod
    def match(cls, rows: list[Row], run: Run, outcome: Outcome) -> Matches:
        return match_nothing(cls, rows, run)

    @classmethod
    def write(cls, matches: Matches, run: Run, outcome: Outcome) -> PreviousValues:
        cells = [match.row.cells for match in matches.left_out]
        run.addresses += [
            (row["postcode"][:4], row["place_name"])
            for row in cells
            if row["postcode"] and row["place_name"]
        ]
        return {}
