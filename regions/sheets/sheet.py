"""A sheet: a table with its title, filters and sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.text import slugify

from regions.lists.narrowing import Narrowing
from regions.sheets.columns import Cell, Column
from regions.wording.dutch import day_in_words, listed
from regions.wording.sources import EXAMPLE

MAX_NAME_LENGTH = 100
PLACES = ("gemeente", "provincie")
CBS = "CBS en Kadaster (CC BY 4.0)"
GEONAMES = "GeoNames (CC BY 4.0)"
DUO = "DUO (CC0)"
# Like the footer of every page.
ATTRIBUTION = (
    f"Bevat open data van {DUO}, {CBS} en {GEONAMES}. Noem deze bronnen als u de gegevens gebruikt."
)
INVENTED_HERE = "Dit is een verzonnen voorbeeld. Het telt nergens mee."
EXPLANATION = [
    "“Niet bekend” is geen nee: geen bron zegt het.",
    "“Opgegeven” staat in een bron; “afgeleid” volgt alleen uit deelnemende scholen.",
    "“<5” is een aantal van 1 tot en met 4, dat de bron niet noemt.",
]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    title: str
    columns: Sequence[Column]
    rows: Sequence[Any]
    day: date
    narrowing: Narrowing | None = None
    remarks: Sequence[str] = ()  # full sentences
    query: str | None = None  # the page's query string, if it differs
    is_example: bool = False

    @property
    def full_title(self) -> str:
        return f"{self.title} ({EXAMPLE})" if self.is_example else self.title

    def cells(self, host: str) -> list[list[Cell]]:
        return [[column.cell(row, host) for column in self.columns] for row in self.rows]

    @property
    def headings(self) -> list[str]:
        return [column.heading for column in self.columns]

    @cached_property
    def name(self) -> str:
        """The file name without extension: "scholen-in-uithoorn-2026-11-29"."""
        words = [self.full_title]
        if self.narrowing:
            for name, (_, chosen) in zip(
                self.narrowing.values, self.narrowing.words_by_facet, strict=True
            ):
                words += ["in" if name in PLACES else "", listed(chosen)]
        slug = slugify(" ".join(words))
        if len(slug) > MAX_NAME_LENGTH:
            slug = slug[:MAX_NAME_LENGTH].rpartition("-")[0] + "-en-meer"
        return f"{slug}-{self.day.isoformat()}"

    def about(self, page: str) -> list[tuple[str, str]]:
        """Labels and texts about the sheet; `page` is the URL of the page."""
        chosen = self.narrowing.words_by_facet if self.narrowing else []
        ignored = self.narrowing.ignored if self.narrowing else []
        return [
            ("Wat", self.full_title),
            ("Pagina", page),
            ("Gemaakt op", day_in_words(self.day)),
            *((f"Keuze: {label}", listed(values, "of")) for label, values in chosen),
            *([] if chosen else [("Keuze", "geen, dit is alles")] if self.narrowing else []),
            *(("Niet herkend, dus niet gekozen", label) for label in ignored),
            ("Aantal rijen", str(len(self.rows))),
            *([("Let op", INVENTED_HERE)] if self.is_example else []),
            *(("Let op", remark) for remark in (*self.remarks, *EXPLANATION)),
            ("Bronnen", f"{ATTRIBUTION} De bron van een rij staat in de laatste kolom."),
        ]
