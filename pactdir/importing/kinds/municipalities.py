"""Municipalities, as listed by CBS."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms

from pactdir.importing.figures.areas import province_code
from pactdir.importing.imported_values import PreviousValues
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.matching.matches import Matches, match_rows
from pactdir.importing.outcome import Outcome
from pactdir.importing.reading.cells import Decimal, full_municipality_code
from pactdir.importing.reading.columns import LATITUDE, LONGITUDE, MUNICIPALITY, Column
from pactdir.importing.reading.layout import Row
from pactdir.importing.reading.row_form import RowForm
from pactdir.importing.run import Run
from pactdir.importing.writing.free_slugs import FreeSlugs
from pactdir.importing.writing.rows import write_rows
from regions.models import Municipality, Province
from regions.names.folding import is_same_name

# A suffix that distinguishes equal names; our names have it without the dot: "Bergen (NH)".
SUFFIX_WITH_DOT = re.compile(r"( \([A-Za-z]{1,3})\.\)$")


class MunicipalityForm(RowForm):
    name_fields = ("name", "alternative")
    alternative = forms.CharField(required=False, max_length=120)
    province = forms.CharField()
    latitude = Decimal()
    longitude = Decimal()

    class Meta:
        model = Municipality
        fields = ["code", "name", "province", "latitude", "longitude"]

    def clean_code(self) -> str:
        return full_municipality_code(self.cleaned_data["code"])

    def clean_province(self) -> str:
        province = self.cleaned_data["province"]
        if (code := _full_province_code(province)) is None:
            raise forms.ValidationError("Deze provincie kennen we niet.")
        return code

    def clean(self) -> dict[str, Any]:
        """`name` is the name in daily use, `official_name` that of CBS if it differs.

        An alternative that differs in punctuation only is ignored: "s-Hertogenbosch". The dot is
        dropped from "Bergen (NH.)".
        """
        cleaned = super().clean()
        name, alternative = (cleaned.get(field) or "" for field in ("name", "alternative"))
        if not alternative or is_same_name(name, alternative):
            alternative = SUFFIX_WITH_DOT.sub(r"\1)", name)
        cleaned["official_name"] = name if name != alternative else ""
        cleaned["name"] = alternative
        return cleaned


def _full_province_code(text: str) -> str | None:
    code = f"PV{text.upper().removeprefix('PV')}"
    return code if code in Province.values else province_code(text)


class Municipalities(Kind):
    name = "gemeenten"
    publisher = "CBS"
    model = Municipality
    columns: ClassVar[tuple[Column, ...]] = (
        Column("code", MUNICIPALITY),
        Column("name", ("naam", "gemeentenaam", "gemeente")),
        Column("alternative", ("naam alternatief",), is_required=False),
        Column("province", ("provinciecode", "pv code", "provincie")),
        Column(
            "inhabitants", ("inwoners", "aantal inwoners")
        ),  # only to detect the file; not stored
        LATITUDE,
        LONGITUDE,
    )
    form = MunicipalityForm
    key_field = "code"
    identifying_name = "name"
    fields = ("code", "name", "official_name", "province", "latitude", "longitude")
    supersedes: ClassVar[tuple[str, ...]] = ("gemeenten uit grenzen",)

    @classmethod
    def match(cls, rows: list[Row], run: Run, outcome: Outcome) -> Matches:
        existing = {
            municipality.code: municipality
            for municipality in Municipality.objects.exclude_examples()
        }
        return match_rows(cls, rows, existing, cls.values_of, run, outcome)

    @classmethod
    def write(cls, matches: Matches, run: Run, outcome: Outcome) -> PreviousValues:
        slugs = FreeSlugs(Municipality)
        result = write_rows(cls, matches, run, outcome, prepare=slugs.assign)
        if matches.is_last_file:
            outcome.warnings += _missing_warnings(matches, run.seen_keys[cls.name], run)
        return result.previous


def _missing_warnings(matches: Matches, seen: set[str], run: Run) -> list[str]:
    # A municipality is never deleted: its end comes from a table of successions or an editor. A
    # future municipality is only in the file of its own year, and a list of former municipalities
    # says nothing about the current ones.
    municipalities = list(matches.existing.values())
    ended = {
        municipality.code for municipality in municipalities if municipality.valid_until
    } | run.codes_with_successor
    current = {municipality.code for municipality in municipalities} - ended
    if current and current.isdisjoint(seen):
        return _former_warnings(len(current), len(seen - ended))
    return [
        f"{municipality} ({code}) staat niet meer in het bestand: is er een herindeling?"
        for code, municipality in matches.missing.items()
        if municipality.valid_until is None
        and code not in run.codes_with_successor
        and not (municipality.valid_from and municipality.valid_from.first_day > run.day)
    ]


def _former_warnings(current: int, new: int) -> list[str]:
    if not new:
        return []
    return [
        f"Geen van de {current} gemeenten die er al stonden, staat in dit "
        "bestand. Zijn het vroegere gemeenten? Laad er dan de tabel van herindelingen bij. "
        f"Tot zolang staan deze {new} bij de gemeenten van nu."
    ]
