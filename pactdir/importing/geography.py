"""Municipalities, which lie side by side, the postcodes in them, and what went on in what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.db import models

from pactdir.importing.division import Division
from pactdir.importing.kinds import BATCH, Column, Decimal, Kind, RowForm
from pactdir.importing.problems import Problem
from regions.clock import today
from regions.models import Municipality, Neighbour, Place, PostcodeArea, Province
from regions.names.folding import fold, is_same_name

LATITUDE = Column("latitude", ("lat", "breedtegraad", "latitude"))
LONGITUDE = Column("longitude", ("lon", "lengtegraad", "longitude"))
MUNICIPALITY = ("statcode", "gemeentecode")
# More neighbours than these never go at once, not even where ten municipalities become one.
MOST_GONE = 100
# What tells places of one name apart; ours lie in a municipality, and need no more: "Bergen (NH)".
DOT_IN_SUFFIX = re.compile(r"( \([A-Za-z]{1,3})\.\)$")
SUFFIX = re.compile(r" \([A-Za-z]{1,3}\.?\)$")


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


class PostcodeForm(RowForm):
    names = ("place_name",)
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
        Column("place_name", ("plaats", "plaatsnaam")),
        Column("municipality", MUNICIPALITY),
        LATITUDE,
        LONGITUDE,
    )
    form = PostcodeForm
    key_field = "code"
    fields = ("code", "place", "latitude", "longitude")

    def before(self, rows: list[dict[str, Any]]) -> None:
        areas = PostcodeArea.objects.select_related("place__municipality")
        self.now = {area.code: area.place for area in areas}
        wanted = [(row["municipality"], row["place_name"]) for row in rows if not self._stays(row)]
        self.places = places_of(wanted, self.run.division)

    def _stays(self, cleaned: Mapping[str, Any]) -> bool:
        """Whether the file names a municipality of before or ahead for which ours stands now."""
        municipality, place = cleaned["municipality"], self.now.get(cleaned["code"])
        here = self.run.division.of(municipality)
        return municipality not in here and place is not None and place.municipality in here

    def existing(self) -> Iterator[tuple[str, models.Model]]:
        for row in PostcodeArea.objects.select_related("place__municipality"):
            if not row.place.municipality.is_example:
                yield row.code, row

    def values(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        if self._stays(cleaned):
            place = self.now[cleaned["code"]]
        else:
            place = self.places[cleaned["municipality"].pk, fold(cleaned["place_name"])]
        return {name: place if name == "place" else cleaned[name] for name in self.fields}


def places_of(
    wanted: Iterable[tuple[Municipality, str]], division: Division | None = None
) -> dict[tuple[int, str], Place]:
    """The places with these names in these municipalities; those that are missing are made.

    Of a municipality that stands no more, or not yet, in the one that stands for it: the place
    may lie in another municipality than was asked.
    """
    division = division or Division(today())
    places = Place.objects.select_related("municipality")
    known = {(row.municipality_id, row.folded_name): row for row in places}
    found: dict[tuple[int, str], Place] = {}
    missing: dict[tuple[int, str], Place] = {}
    for municipality, name in wanted:
        folded = fold(name)
        here = [municipality]
        if municipality.pk not in division.standing:
            here = division.of(municipality)
        there = [known[one.pk, folded] for one in here if (one.pk, folded) in known]
        if len(there) == 1:
            found[municipality.pk, folded] = there[0]
            continue
        stands = here[0] if len(here) == 1 else municipality
        place = known.get((stands.pk, folded)) or missing.get((stands.pk, folded))
        if place is None:
            place = missing[stands.pk, folded] = Place(name=name, municipality=stands)
            place.follow_name()
        found[municipality.pk, folded] = place
    if missing:
        Place.objects.bulk_create(missing.values(), batch_size=BATCH)
    return known | found
