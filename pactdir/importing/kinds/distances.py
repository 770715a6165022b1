"""CBS's figures per postcode: the distance by road to the nearest vmbo.

`-99997` means "0 to 4, or secret": such a postcode has no figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.validators import RegexValidator

from pactdir.importing.figures.amounts import Amount
from pactdir.importing.figures.areas import Area
from pactdir.importing.figures.writing import Edition, write_figures
from pactdir.importing.imported_values import PreviousValues
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.matching.matches import Matches
from pactdir.importing.outcome import Outcome
from pactdir.importing.reading.cell_form import CellForm
from pactdir.importing.reading.columns import Column
from pactdir.importing.reference_dates import year_in_text
from pactdir.importing.run import Run
from regions.fields.partial_date import PartialDate
from regions.models import PostcodeArea
from regions.wording.dutch import counted
from schools.figures.road import ROAD_TO_VMBO
from schools.models import Figure

WITHHELD = "-99997"
MAX_KM = 100
SOURCE = "CBS, cijfers per postcode (PC4), {}"


class KilometresField(forms.DecimalField):
    """A distance in km, or None if CBS masks it."""

    def clean(self, value: Any) -> Decimal | None:
        text = str(value).replace(",", ".")
        return None if text.split(".")[0] == WITHHELD else super().clean(text)


class DistanceForm(CellForm):
    fields: ClassVar[Mapping[str, forms.Field]] = {
        "postcode": forms.CharField(
            validators=[RegexValidator(r"^[1-9][0-9]{3}\Z", "Een postcode is hier vier cijfers.")]
        ),
        "vmbo": KilometresField(min_value=0, max_value=MAX_KM, decimal_places=1),
    }


class Distances(Kind):
    name = "afstanden per postcode"
    publisher = "CBS"
    model = Figure
    columns = (
        Column("postcode", ("pc4", "postcode", "postcode4")),
        Column("vmbo", ("vmbo km",)),
    )
    form = DistanceForm
    key_field = "postcode"
    fields = ()

    @classmethod
    def date_in_name(cls, file: str) -> PartialDate | None:
        # The name may also have the download date.
        return year_in_text(file) or super().date_in_name(file)

    @classmethod
    def write(cls, matches: Matches, run: Run, outcome: Outcome) -> PreviousValues:
        if outcome.as_of is None:
            outcome.warnings.append(
                "het jaar staat alleen in de naam van het bestand, en daar niet; zet het er weer "
                "in, zoals 2023, of geef de peildatum. Er is niets overgenomen"
            )
            return {}
        rows = [match.row.cells for match in matches.skipped]
        known = [cells for cells in rows if cells["vmbo"] is not None]
        on = PartialDate(outcome.as_of.year)
        edition = Edition(str(on), on, SOURCE.format(on))
        write_figures(map(_amount, known), edition, outcome, run.written_figures)
        outcome.warnings += _unknown_postcodes({cells["postcode"] for cells in rows})
        return {}


def _unknown_postcodes(codes: set[str]) -> list[str]:
    # CBS gives neither place nor coordinates, so these files cannot add a postcode.
    unknown = sorted(codes - set(PostcodeArea.objects.values_list("code", flat=True)))
    if not unknown:
        return []
    count = counted(len(unknown), "postcode van CBS staat", "postcodes van CBS staan")
    return [
        f"{count} hier niet, zoals {unknown[0]}. Plaats en punt ontbreken in dit bestand: die "
        "staan in NL.txt van GeoNames"
    ]


def _amount(cells: Mapping[str, Any]) -> Amount:
    return Amount(ROAD_TO_VMBO, Area(cells["postcode"]), "", "", cells["vmbo"])
