"""Four-digit postcodes from GeoNames: tab-separated, no header, municipality by outline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django import forms

from pactdir.importing.kinds.postcodes import PostcodeForm, Postcodes
from pactdir.importing.matching.matches import Matches
from pactdir.importing.outcome import Outcome
from pactdir.importing.problems import Problem
from pactdir.importing.reading.columns import LATITUDE, LONGITUDE, Column
from pactdir.importing.reading.encodings import as_utf_8, decoded
from pactdir.importing.reading.layout import Row
from pactdir.importing.reading.sheets import Line, Sheet
from pactdir.importing.run import Run
from regions.geo.distances import Point

# From GeoNames' readme.txt.
HEADER = ["country code", "postal code", "place name"]
HEADER += [f"admin {what}{level}" for level in (1, 2, 3) for what in ("name", "code")]
HEADER += ["latitude", "longitude", "accuracy"]
FIRST_LINE = re.compile(rb"(?:\xef\xbb\xbf)?NL\t[1-9][0-9]{3}(?:\t[^\t\r\n]*){10}\r?(?:\n|\Z)")
# Outlines are simplified by some hundred metres, mostly along water.
NEAR_KM = 1.0
# Distinguishes places with the same name: "Alteveer gem Hoogeveen".
MUNICIPALITY_SUFFIX = re.compile(r" gem .+$")


class FirstOfEachPostcode(Sheet):
    # If places share a postcode, GeoNames usually lists the main one first.

    def lines(self) -> Iterator[Line]:
        seen: set[str] = set()
        for line in super().lines():
            code = line.cells["postal code"]
            if code not in seen:
                seen.add(code)
                yield line


class GeonamesForm(PostcodeForm):
    municipality = forms.CharField(required=False)

    def clean_place_name(self) -> str:
        return MUNICIPALITY_SUFFIX.sub("", super().clean_place_name())

    def clean_municipality(self) -> Any:
        # By its code in the file, if known; `clean` prefers the outline.
        return self.run.municipalities.get(f"GM{self.cleaned_data['municipality']}")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        latitude, longitude = cleaned.get("latitude"), cleaned.get("longitude")
        if latitude is not None and longitude is not None:
            area = self.run.outlines.around(Point(latitude, longitude), NEAR_KM)
            if area:
                cleaned["municipality"] = self.run.municipalities[area.code]
        return cleaned


class GeonamesPostcodes(Postcodes):
    has_header = False
    remark = "Staat een postcode er bij meer plaatsen, dan geldt de eerste."
    columns = (
        Column("code", ("postal code",)),
        Column("place_name", ("place name",)),
        Column("municipality", ("admin code2",)),
        LATITUDE,
        LONGITUDE,
    )
    form = GeonamesForm

    @classmethod
    def source(cls) -> str:
        return Postcodes.source()

    @classmethod
    def recognises(cls, file: str, content: bytes) -> bool:
        return bool(FIRST_LINE.match(as_utf_8(content)))

    @classmethod
    def open(cls, file: str, content: bytes) -> Sheet:
        text = "\t".join(HEADER) + "\n" + decoded(content)
        # The file has no header line.
        return FirstOfEachPostcode(file, HEADER, text, "\t", {}, header_line=0)

    @classmethod
    def match(cls, rows: list[Row], run: Run, outcome: Outcome) -> Matches:
        placed = [row for row in rows if row.cells["municipality"]]
        if rows and not placed:
            text = "Van geen postcode is de gemeente bekend. Laad eerst de grenzen van gemeenten."
            run.problems.append(Problem(outcome.file, text))
        else:
            outcome.warnings += [
                f"{row.key} {row.cells['place_name']}: het punt ligt in geen gemeente die we "
                "kennen, niet geladen"
                for row in rows
                if not row.cells["municipality"]
            ]
        return super().match(placed, run, outcome)
