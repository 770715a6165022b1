"""DUO's primary and special schools: the locations for vso, and addresses that check postcodes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from pactdir.importing.kinds.schools import Schools
from pactdir.importing.matching.matches import Matches
from pactdir.importing.outcome import Outcome
from pactdir.importing.reading.cells import Postcode
from pactdir.importing.reading.columns import BRIN, LOCATION, MUNICIPALITY, PLACE, Column
from pactdir.importing.reading.layout import Row
from pactdir.importing.reading.row_form import RowForm
from pactdir.importing.run import Run
from pactdir.importing.schools.capitals import capitalise
from pactdir.importing.schools.location_codes import full_location_code
from pactdir.importing.schools.registers import PRIMARY_AND_SPECIAL_SCHOOLS
from regions.models import Municipality
from schools.models import Level, LevelsBasis, School

SECONDARY = "Vso"


class PrimarySchoolForm(RowForm):
    name_fields = ("name", "place_name")

    brin = forms.CharField()
    code = forms.CharField()
    type = forms.CharField()
    name = forms.CharField(required=False, max_length=200)
    postcode = Postcode(required=False)
    place_name = forms.CharField(required=False, max_length=120)
    municipality = forms.CharField(required=False)

    class Meta:
        model = School
        fields = ["name"]

    def clean_code(self) -> str:
        brin = str(self.cleaned_data.get("brin", "")).upper().zfill(len("00AA"))
        return full_location_code(brin, str(self.cleaned_data["code"]).upper())

    def clean_type(self) -> str:
        return str(self.cleaned_data["type"]).capitalize()

    def clean_name(self) -> str:
        return capitalise(" ".join(self.cleaned_data["name"].split()))

    def clean_place_name(self) -> str:
        return capitalise(self.cleaned_data["place_name"])

    def clean_municipality(self) -> Municipality | str:
        code = self.cleaned_data["municipality"]
        is_used = code and self.cleaned_data.get("type") == SECONDARY
        return self.municipality_of(code) if is_used else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("type") == SECONDARY and not self.errors:
            self._clean_secondary(cleaned)
        return cleaned

    def _clean_secondary(self, cleaned: dict[str, Any]) -> None:
        for name in ("name", "place_name", "municipality"):
            if not cleaned[name]:
                self.add_error(name, "Bij vso is dit veld verplicht.")
        cleaned |= {"levels": [Level.VSO.value], "levels_basis": LevelsBasis.DUO.value}
        cleaned |= {"address": "", "website": "", "doubt": ""}


class PrimarySchools(Schools):
    """Only locations for vso become schools; the file has no streets or websites."""

    name = PRIMARY_AND_SPECIAL_SCHOOLS
    columns = (
        Column("brin", BRIN),
        Column("code", LOCATION),
        Column("type", ("soort po",)),
        Column("name", ("naam", "vestigingsnaam"), is_required=False),
        Column("postcode", ("postcode",)),
        Column("place_name", PLACE),
        Column("municipality", MUNICIPALITY, is_required=False),
    )
    form = PrimarySchoolForm
    key_field = "code"
    fields = tuple(name for name in Schools.fields if name not in ("address", "website"))
    field_groups = tuple(group for group in Schools.field_groups if "address" not in group)
    register = "DUO, vestigingen primair en speciaal onderwijs"
    levels_in_other_files: ClassVar[frozenset[str]] = frozenset(Level.values) - {Level.VSO}
    remark = (
        "Alleen scholen voor vso staan op deze site; van de andere adressen is gebruikt welke "
        "plaats bij welke postcode hoort. Straten en sites staan niet in dit bestand."
    )

    @classmethod
    def source(cls) -> str:
        return "primaryschools"

    @classmethod
    def key(cls, cells: Mapping[str, Any], line: int) -> str:
        # A location has a row per school type.
        code = str(cells["code"])
        return code if cells["type"] == SECONDARY else f"{code} {cells['type']}"

    @classmethod
    def match(cls, rows: list[Row], run: Run, outcome: Outcome) -> Matches:
        run.primary_addresses += [
            (row.cells["postcode"][:4], row.cells["place_name"])
            for row in rows
            if row.cells["postcode"] and row.cells["place_name"]
        ]
        return super().match([row for row in rows if row.cells["type"] == SECONDARY], run, outcome)
