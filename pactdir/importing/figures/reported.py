"""Reported figures: facts that a source states for an area, stored unchanged.

Each has its own row: nothing is added up or split, and if two sources disagree, both are kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from pactdir.importing.figures.areas import province_code
from pactdir.importing.figures.writing import INDICATORS
from regions.fields.partial_date import PartialDate
from regions.models import Region
from regions.names.folding import fold
from schools.models.figures import COUNTRY, UNKNOWN_PERIOD, Indicator, Unit

PERIOD = re.compile(r"(20\d\d)(?:-(20\d\d))?(?![\d-])")
A_MONTH = re.compile(r"(20\d\d)-(?:0[1-9]|1[0-2])")
DAY = re.compile(r"20\d\d-\d\d-\d\d")
BRACKETS = re.compile(r"\([^()]*+\)")
GENERIC = re.compile(r"^(sto|sterk techniekonderwijs|techniekpact|techniekregio|regio) ")


@dataclass(frozen=True)
class Definition:
    """The indicator of a reported figure, created by the first import; editors may change it."""

    name: str
    unit: Unit
    definition: str
    publisher: str

    @property
    def slug(self) -> str:
        return slugify(self.name)[:60].strip("-")

    def indicator(self, source: str, on: PartialDate) -> Indicator | str:
        """Return the indicator, or the reason why it does not accept figures of this definition."""
        if existing := Indicator.objects.filter(slug=self.slug).first():
            return self._reason_against(existing) or existing
        indicator = Indicator(slug=self.slug, name=self.name, unit=self.unit, source=source)
        indicator.definition, indicator.publisher = self.definition, self.publisher
        indicator.published_from = on.first_day
        indicator.save()
        return indicator

    def _reason_against(self, existing: Indicator) -> str:
        if existing.slug in INDICATORS:
            return f"“{self.name}” telt de site zelf, uit bestanden van DUO en CBS"
        if existing.unit != self.unit:
            return f"“{self.name}” is bij ons in {existing.unit}, niet in {self.unit}"
        # An editor may have changed the name, but the slug stays the same.
        names = {fold(name) for name in existing.history.values_list("name", flat=True)}
        if fold(self.name) not in names | {existing.folded_name}:
            return f"“{self.name}” lijkt te veel op “{existing.name}”: geef een andere naam"
        return ""


class Regions:
    """Finds a region by its name, ignoring parts such as "STO" and "(Zevenaar)"."""

    def __init__(self) -> None:
        self.by_name = {_bare(region.name): region for region in Region.objects.exclude_examples()}

    def find(self, name: str) -> Region | None:
        return self.by_name.get(_bare(name))

    def area(self, name: str) -> dict[str, Any]:
        """The fields of a figure that identify its area."""
        province = province_code(name.removeprefix("provincie "))
        if name == "Nederland" or province:
            return {"area_code": province or COUNTRY, "province": province or ""}
        region = self.find(name)
        code = region.slug if region else slugify(name)[:120]
        return {"area_code": code, "region": region, "area_name": name}


def _bare(name: str) -> str:
    return GENERIC.sub("", fold(BRACKETS.sub(" ", name)))


def period_of(cell: str) -> tuple[str, str]:
    """Return the period, and a note if the cell is more or less precise."""
    if DAY.fullmatch(cell):
        return cell[:4], ""
    if month := A_MONTH.fullmatch(cell):
        period = month[1]
    else:
        period = match[0] if (match := PERIOD.search(cell)) else UNKNOWN_PERIOD
    if cell.endswith("?"):
        return period, f"over welke periode dit gaat, is niet zeker: {cell.rstrip('?')}"
    return period, "" if period == cell else f"periode volgens de bron: {cell}"
