"""Postcodes of four digits: in which place each lies, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.db import models

from pactdir.importing.geography.places import SUFFIX, places_of
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.reading.cells import Decimal
from pactdir.importing.reading.columns import LATITUDE, LONGITUDE, MUNICIPALITY, Column
from pactdir.importing.reading.row_form import RowForm
from regions.models import Municipality, PostcodeArea
from regions.names.folding import fold


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
