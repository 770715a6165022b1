"""DUO's pupil counts by location, learning path and profile, as of 1 October.

They show which profiles a location teaches, and give the figures on profiles and technical vmbo.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from pactdir.importing.figures.areas import Location, Locations, province_code
from pactdir.importing.figures.count_field import CountField
from pactdir.importing.figures.counts import add_up
from pactdir.importing.figures.pupils import PupilRow, amounts
from pactdir.importing.figures.writing import Edition, write_figures
from pactdir.importing.imported_values import PreviousValues
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.matching.matches import Matches
from pactdir.importing.outcome import Outcome
from pactdir.importing.reading.cell_form import CellForm
from pactdir.importing.reading.columns import Column
from pactdir.importing.reference_dates import year_in_text
from pactdir.importing.run import Run
from pactdir.importing.schools.location_codes import full_location_code
from pactdir.importing.schools.profile_departments import is_technical_route, profile_of
from pactdir.importing.schools.taught_profiles import IMPORTED_AS, TaughtProfiles
from regions.fields.partial_date import PartialDate
from schools.models import Level, ProfilesBasis, School

FIRST_MONTH_OF_SCHOOL_YEAR = 8
YEARS_WITH_PROFILE = (3, 4)
SEXES = ("man", "vrouw")
COUNTS = {f"{sex}_{year}": (year, sex) for year in YEARS_WITH_PROFILE for sex in SEXES}
LEVELS = {
    "VMBO BL": Level.VMBO_BB,
    "VMBO KL": Level.VMBO_KB,
    "VMBO GL": Level.VMBO_GL,
    "VMBO TL": Level.VMBO_TL,
}
SOURCE = "DUO, leerlingen vo per vestiging naar onderwijstype, 1 oktober {}"


class ProvinceField(forms.CharField):
    def clean(self, value: Any) -> str:
        if (code := province_code(super().clean(value))) is None:
            raise ValidationError("Deze provincie kennen we niet.")
        return code


class PupilForm(CellForm):
    fields: ClassVar[Mapping[str, forms.Field]] = {
        "brin": forms.CharField(),
        "location": forms.CharField(),
        "place": forms.CharField(),
        "province": ProvinceField(),
        "school_type": forms.CharField(),
        "department": forms.CharField(required=False),
        **dict.fromkeys(COUNTS, CountField()),
    }

    def clean(self) -> None:
        brin, location = self.cleaned_data["brin"], self.cleaned_data["location"]
        self.check("location", lambda: full_location_code(brin, location))


class Pupils(Kind):
    name = "leerlingen vo"
    publisher = "DUO"
    model = School
    columns = (
        Column("brin", ("brin nummer", "instellingscode")),
        Column("location", ("vestigingsnummer", "vestigingscode")),
        Column("place", ("plaatsnaam vestiging", "plaatsnaam")),
        Column("province", ("provincie vestiging", "provincie")),
        Column("school_type", ("onderwijstype vo en leer of verblijfsjaar",)),
        Column("sector", ("vmbo sector",)),
        Column("department", ("afdeling",)),
        *(
            Column(name, (f"leer of verblijfsjaar {year} {sex}",))
            for name, (year, sex) in COUNTS.items()
        ),
    )
    form = PupilForm
    key_field = "location"
    fields = ()

    @classmethod
    def key(cls, cells: Mapping[str, Any], line: int) -> str:
        return f"{cells['location']} {line}"

    @classmethod
    def imported_as(cls) -> str:
        return IMPORTED_AS

    @classmethod
    def date_in_name(cls, file: str) -> PartialDate | None:
        # The name has the year of the count, and perhaps the download date.
        return year_in_text(file) or super().date_in_name(file)

    @classmethod
    def counting_day(cls, date: PartialDate) -> PartialDate:
        """1 October of the school year of the date."""
        is_after_new_year = date.month is not None and date.month < FIRST_MONTH_OF_SCHOOL_YEAR
        return PartialDate(date.year - is_after_new_year, 10, 1)

    @classmethod
    def write(cls, matches: Matches, run: Run, outcome: Outcome) -> PreviousValues:
        if (on := outcome.as_of) is None:
            outcome.warnings.append(
                "het jaar staat alleen in de naam van het bestand, en daar niet; zet het er weer "
                "in, zoals 2019 voor 1 oktober 2019, of geef de peildatum. Er is niets overgenomen"
            )
            return {}
        rows = [match.row.cells for match in matches.skipped]
        vmbo = [cells for cells in rows if cells["school_type"].startswith("VMBO")]
        profiles = TaughtProfiles(ProfilesBasis.PUPILS, on, run, outcome)
        previous = profiles.write(_departments(vmbo))
        edition = Edition(str(on.year), on, SOURCE.format(on.year))
        write_figures(
            amounts(map(_pupils, vmbo), _locations(vmbo, run.day)),
            edition,
            outcome,
            run.written_figures,
        )
        return previous


def _departments(rows: list[dict[str, Any]]) -> dict[str, set[str]]:
    departments: defaultdict[str, set[str]] = defaultdict(set)
    for cells in rows:
        if cells["department"] and any(cells[name].high for name in COUNTS):
            departments[cells["location"]].add(cells["department"])
    return departments


def _pupils(cells: dict[str, Any]) -> PupilRow:
    return PupilRow(
        cells["location"],
        LEVELS.get(cells["school_type"][:7]),
        profile_of(cells["department"]),
        is_technical_route(cells["department"]),
        add_up([cells["man_3"], cells["vrouw_3"]]),
        add_up([cells["man_4"], cells["vrouw_4"]]),
    )


def _locations(rows: list[dict[str, Any]], day: date) -> dict[str, Location]:
    locations = Locations(day)
    cells_of = {cells["location"]: cells for cells in rows}
    return {
        code: locations.at_place(code, cells["place"], cells["province"])
        for code, cells in cells_of.items()
    }
