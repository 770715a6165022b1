"""National figures that others published, with definition, source and date."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from pactdir.importing.figures.reported import Definition, Regions, period_of
from pactdir.importing.figures.reported_sources import ReportedSource, without_idem
from pactdir.importing.kinds.reported import DateField, Reported, ReportedForm, bounds_of, key_of
from pactdir.importing.reading.columns import Column
from pactdir.importing.reading.layout import Row
from schools.models import Level, Unit
from schools.models.figures import NO_DEFINITION

NUMBER = re.compile(r"[0-9]+([.,][0-9]+)?")
LEVELS = {"vmbo-bb": Level.VMBO_BB, "vmbo-kb": Level.VMBO_KB, "vmbo-gl": Level.VMBO_GL}
LEVEL = re.compile("|".join(LEVELS))
REGION_PREFIX = re.compile(r"^regio [^:]+: ")
OWN_DEFINITION = "eigen"


class NationalForm(ReportedForm):
    fields: ClassVar[Mapping[str, forms.Field]] = {
        "indicator": forms.CharField(max_length=120),
        "value": forms.CharField(max_length=60),
        "unit": forms.CharField(max_length=80),
        "area": forms.CharField(max_length=120),
        "period": forms.CharField(max_length=40),
        "definition": forms.CharField(required=False, max_length=500),
        "source": forms.CharField(max_length=300),
        "on": DateField(),
    }


class NationalFigures(Reported):
    name = "landelijke cijfers"
    columns = (
        Column("indicator", ("indicator",)),
        Column("value", ("waarde",)),
        Column("unit", ("eenheid",)),
        Column("area", ("gebied",)),
        Column("period", ("periode",)),
        Column("definition", ("definitie",)),
        Column("source", ("bron",)),
        Column("on", ("bron datum",)),
    )
    form = NationalForm
    key_field = "indicator"

    @classmethod
    def key(cls, cells: Mapping[str, Any], line: int) -> str:
        return key_of(cells["indicator"], cells["area"], cells["period"], cells["source"])

    @classmethod
    def values(cls, rows: list[Row]) -> dict[str, dict[str, Any] | str]:
        sources = without_idem([row.cells["source"] for row in rows])
        definitions = without_idem([row.cells["definition"] for row in rows])
        regions = Regions()
        return {
            row.key: _values(row.cells, source, definition, regions)
            for row, source, definition in zip(rows, sources, definitions, strict=True)
        }


def _values(
    cells: Mapping[str, Any], source_cell: str, definition: str, regions: Regions
) -> dict[str, Any] | str:
    if source_cell == OWN_DEFINITION:
        return "een eigen telling; die maakt de site zelf uit het bestand van DUO"
    if not NUMBER.fullmatch(cells["value"]):
        return f"“{cells['value']}” is geen getal"
    unit, _, said = cells["unit"].partition(" ")
    if unit not in Unit:
        return f"de eenheid “{unit}” kennen we niet"
    if (source := ReportedSource.of(source_cell, cells["on"])) is None:
        return f"“{source_cell}” zegt niet waar de bron te vinden is"
    definition_of = _definition(cells, unit, definition, source)
    if isinstance(indicator := definition_of.indicator(source.words, cells["on"]), str):
        return indicator
    period, remark = period_of(cells["period"])
    number = Decimal(cells["value"].replace(",", "."))
    return {
        "indicator": indicator,
        "area_name": "",
        "region": None,
        "province": "",
        **regions.area(cells["area"]),
        "profile": "",
        "level": _level(cells["indicator"]),
        "period": period,
        "as_of": cells["on"],
        **bounds_of(number),
        "note": "; ".join(filter(None, [said.replace("('", "").replace("')", ""), remark]))[:200],
        "source": source.words[:200],
        "source_url": source.url,
    }


def _level(name: str) -> str:
    match = LEVEL.search(name)
    return LEVELS[match[0]] if match else ""


def _definition(
    cells: Mapping[str, Any], unit: str, definition: str, source: ReportedSource
) -> Definition:
    # The learning path and the region are fields of the figure, not part of the name.
    name = REGION_PREFIX.sub("", LEVEL.sub("vmbo", cells["indicator"]))
    return Definition(
        name[:1].upper() + name[1:],
        Unit(unit),
        definition or NO_DEFINITION,
        source.words.partition(",")[0][:80],
    )
