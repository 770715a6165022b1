"""The municipalities of the CBS."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from pactdir.importing.imported_values import PreviousValues
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.matching.matches import Matches, match_rows
from pactdir.importing.outcome import Outcome
from pactdir.importing.reading.cells import Decimal
from pactdir.importing.reading.columns import LATITUDE, LONGITUDE, MUNICIPALITY, Column
from pactdir.importing.reading.layout import Row
from pactdir.importing.reading.row_form import RowForm
from pactdir.importing.run import Run
from pactdir.importing.writing.free_addresses import FreeAddresses
from pactdir.importing.writing.rows import write_rows
from regions.models import Municipality, Province
from regions.names.folding import is_same_name

# What tells places of one name apart; ours are told apart without its dot: "Bergen (NH)".
DOT_IN_SUFFIX = re.compile(r"( \([A-Za-z]{1,3})\.\)$")


class MunicipalityForm(RowForm):
    names = ("name", "alternative")
    alternative = forms.CharField(required=False, max_length=120)
    province = forms.ChoiceField(
        choices=Province.choices,
        error_messages={"invalid_choice": "Deze provincie kennen we niet."},
    )
    latitude = Decimal()
    longitude = Decimal()

    class Meta:
        model = Municipality
        fields = ["code", "name", "province", "latitude", "longitude"]

    def clean(self) -> dict[str, Any]:
        """The name in use is ours; the CBS's own is kept beside it where that differs.

        An alternative that differs in punctuation only is no other name: "s-Hertogenbosch". We
        write "Bergen (NH)" for "Bergen (NH.)".
        """
        cleaned = super().clean()
        name, other = (cleaned.get(field) or "" for field in ("name", "alternative"))
        if not other or is_same_name(name, other):
            other = DOT_IN_SUFFIX.sub(r"\1)", name)
        cleaned["official_name"] = name if name != other else ""
        cleaned["name"] = other
        return cleaned


class Municipalities(Kind):
    name = "gemeenten"
    publisher = "CBS"
    model = Municipality
    columns = (
        Column("code", MUNICIPALITY),
        Column("name", ("naam", "gemeentenaam")),
        Column("alternative", ("naam alternatief",), is_needed=False),
        Column("province", ("provinciecode",)),
        Column("inhabitants", ("inwoners",)),  # tells it from other files; not kept
        LATITUDE,
        LONGITUDE,
    )
    form = MunicipalityForm
    key_field = "code"
    fields = ("code", "name", "official_name", "province", "latitude", "longitude")

    @classmethod
    def match(cls, rows: list[Row], run: Run, outcome: Outcome) -> Matches:
        existing = {town.code: town for town in Municipality.objects.real()}
        return match_rows(cls, rows, existing, cls.values_of, run, outcome)

    @classmethod
    def write(cls, matches: Matches, run: Run, outcome: Outcome) -> PreviousValues:
        addresses = FreeAddresses(Municipality)
        written = write_rows(cls, matches, run, outcome, complete=addresses.give)
        if matches.is_last_file:
            outcome.doubtful += _missing(matches, run.seen_keys[cls.name], run)
        return written.previous


def _missing(matches: Matches, seen: set[str], run: Run) -> list[str]:
    """A municipality is not deleted: a table of successions, or an editor, says what became of it.

    One that is still ahead stands only in the file of its own year. A list of former
    municipalities alone says nothing of the others.
    """
    towns = list(matches.existing.values())
    ended = {town.code for town in towns if town.valid_until} | run.codes_going_on
    standing = {town.code for town in towns} - ended
    if standing and standing.isdisjoint(seen):
        return _may_be_former(len(standing), len(seen - ended))
    return [
        f"{town} ({code}) staat niet meer in het bestand: is er een herindeling?"
        for code, town in matches.missing.items()
        if town.valid_until is None
        and code not in run.codes_going_on
        and not (town.valid_from and town.valid_from.first_day > run.day)
    ]


def _may_be_former(standing: int, new: int) -> list[str]:
    if not new:
        return []
    return [
        f"Geen van de {standing} gemeenten die er al stonden, staat in dit "
        "bestand. Zijn het vroegere gemeenten? Laad er dan de tabel van herindelingen bij. "
        f"Tot zolang staan deze {new} bij de gemeenten van nu."
    ]
