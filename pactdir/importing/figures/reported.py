"""Reported figures: facts that a source states of an area, taken over as they are.

They are rows of their own: nothing is added up or split, and two sources that disagree both stay.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from pactdir.importing.figures.areas import province_code
from regions.fields.partial_date import PartialDate
from regions.models import Region
from regions.names.folding import fold
from schools.models.figures import COUNTRY, Indicator, Unit

UNKNOWN_PERIOD = "onbekend"
PERIOD = re.compile(r"(20\d\d)(?:-(20\d\d))?(?![\d-])")
DAY = re.compile(r"20\d\d-\d\d-\d\d")
BRACKETS = re.compile(r"\s*\([^)]*\)")
GENERIC = re.compile(r"^(sto|sterk techniekonderwijs|techniekpact|techniekregio|regio) ")


@dataclass(frozen=True)
class Definition:
    """The indicator of a reported figure; made by the first import, as an editor may change it."""

    name: str
    unit: Unit
    definition: str
    publisher: str

    @property
    def slug(self) -> str:
        return slugify(self.name)[:60].strip("-")

    def indicator(self, source: str, on: PartialDate) -> Indicator:
        if existing := Indicator.objects.filter(slug=self.slug).first():
            return existing
        indicator = Indicator(slug=self.slug, name=self.name, unit=self.unit, source=source)
        indicator.definition, indicator.publisher = self.definition, self.publisher
        indicator.published_from = on.first_day
        indicator.save()
        return indicator


class Regions:
    """Finds a region by its name, without what every name has: "STO", "(Zevenaar)"."""

    def __init__(self) -> None:
        self.by_name = {_bare(region.name): region for region in Region.objects.real()}

    def find(self, name: str) -> Region | None:
        return self.by_name.get(_bare(name))

    def area(self, name: str) -> dict[str, Any]:
        """The fields of a figure that say of which area it is."""
        province = province_code(name.removeprefix("provincie "))
        if name == "Nederland" or province:
            return {"area_code": province or COUNTRY, "province": province or ""}
        region = self.find(name)
        code = region.slug if region else slugify(name)[:120]
        return {"area_code": code, "region": region, "area_name": name}


def _bare(name: str) -> str:
    return GENERIC.sub("", fold(BRACKETS.sub("", name)))


def period_of(cell: str) -> tuple[str, str]:
    """The period to store, and a remark for readers if the cell says more or less than that."""
    if DAY.fullmatch(cell):
        return cell[:4], ""
    match = PERIOD.search(cell)
    period = match[0] if match else UNKNOWN_PERIOD
    return period, "" if period == cell else f"periode volgens de bron: {cell}"
