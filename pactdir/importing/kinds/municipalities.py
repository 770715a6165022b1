"""The municipalities of the CBS."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.db import models

from pactdir.importing.kinds.kind import Kind
from pactdir.importing.reading.cells import Decimal
from pactdir.importing.reading.columns import LATITUDE, LONGITUDE, MUNICIPALITY, Column
from pactdir.importing.reading.row_form import RowForm
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

    def existing(self) -> Iterator[tuple[str, models.Model]]:
        self.ended = set(self.run.going_on)
        self.standing: set[str] = set()
        for row in Municipality.objects.real():
            (self.ended if row.valid_until else self.standing).add(row.code)
            yield row.code, row
        self.standing -= self.run.going_on

    def gone(self, rows: Mapping[str, Any]) -> None:
        """A municipality is not deleted: a table of successions, or an editor, says what became.

        One that is still ahead stands only in the file of its own year. A list of former
        municipalities alone says nothing of the others.
        """
        seen = self.run.seen[self.name]
        if self.standing.isdisjoint(seen) and self.standing:
            self._ask_whether_they_are_former(len(seen - self.ended))
            return
        self.run.outcome.doubtful += [
            f"{row} ({code}) staat niet meer in het bestand: is er een herindeling?"
            for code, row in rows.items()
            if row.valid_until is None
            and code not in self.run.going_on
            and not (row.valid_from and row.valid_from.first_day > self.run.day)
        ]

    def _ask_whether_they_are_former(self, number: int) -> None:
        if number:
            self.run.outcome.doubtful.append(
                f"Geen van de {len(self.standing)} gemeenten die er al stonden, staat in dit "
                "bestand. Zijn het vroegere gemeenten? Laad er dan de tabel van herindelingen bij. "
                f"Tot zolang staan deze {number} bij de gemeenten van nu."
            )
