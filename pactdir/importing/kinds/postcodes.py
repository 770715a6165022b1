"""Four-digit postcodes: their place and point."""

from __future__ import annotations

from typing import Any

from django import forms

from pactdir.importing.geography.division import Division
from pactdir.importing.geography.places import SUFFIX, find_or_create_places
from pactdir.importing.imported_values import PreviousValues
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.matching.matches import Matches, match_rows
from pactdir.importing.outcome import Outcome
from pactdir.importing.reading.cells import Decimal
from pactdir.importing.reading.columns import LATITUDE, LONGITUDE, MUNICIPALITY, PLACE, Column
from pactdir.importing.reading.layout import Row
from pactdir.importing.reading.row_form import RowForm
from pactdir.importing.run import Run
from pactdir.importing.writing.rows import write_rows
from regions.models import Municipality, Place, PostcodeArea
from regions.names.folding import fold


class PostcodeForm(RowForm):
    name_fields = ("place_name",)
    place_name = forms.CharField(max_length=120)
    municipality = forms.CharField()
    latitude = Decimal()
    longitude = Decimal()

    class Meta:
        model = PostcodeArea
        fields = ["code", "latitude", "longitude"]

    def clean_municipality(self) -> Municipality:
        return self.municipality_of(self.cleaned_data["municipality"])

    def clean_place_name(self) -> str:
        return SUFFIX.sub("", self.cleaned_data["place_name"])


class Postcodes(Kind):
    name = "postcodes"
    publisher = "het postcodebestand"
    model = PostcodeArea
    columns = (
        Column("code", ("pc4", "postcode4")),
        Column("place_name", PLACE),
        Column("municipality", MUNICIPALITY),
        LATITUDE,
        LONGITUDE,
    )
    form = PostcodeForm
    key_field = "code"
    identifying_name = "place"
    fields = ("code", "place", "latitude", "longitude")

    @classmethod
    def match(cls, rows: list[Row], run: Run, outcome: Outcome) -> Matches:
        areas = {
            area.code: area for area in PostcodeArea.objects.select_related("place__municipality")
        }
        kept_places = {
            row.key: areas[row.key].place
            for row in rows
            if row.key in areas and _keeps_place(areas[row.key].place, row, run.division)
        }
        other_cells = [row.cells for row in rows if row.key not in kept_places]
        places = find_or_create_places(
            [(cells["municipality"], cells["place_name"]) for cells in other_cells], run.division
        )

        def values(row: Row) -> dict[str, Any]:
            key = row.cells["municipality"].pk, fold(row.cells["place_name"])
            place = kept_places[row.key] if row.key in kept_places else places[key]
            return {name: place if name == "place" else row.cells[name] for name in cls.fields}

        real = {
            code: area for code, area in areas.items() if not area.place.municipality.is_example
        }
        return match_rows(cls, rows, real, values, run, outcome)

    @classmethod
    def write(cls, matches: Matches, run: Run, outcome: Outcome) -> PreviousValues:
        return write_rows(cls, matches, run, outcome).previous


def _keeps_place(place: Place, row: Row, division: Division) -> bool:
    current = division.counterparts_of(row.cells["municipality"])
    return row.cells["municipality"] not in current and place.municipality in current
