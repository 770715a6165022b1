"""Amounts of Sterk Techniekonderwijs per region, as reported by newspapers and boards."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from pactdir.importing.figures.reported import Definition, Regions, period_of
from pactdir.importing.figures.reported_sources import ReportedSource, without_idem
from pactdir.importing.kinds.reported import DateField, Reported, ReportedForm, bounds_of, key_of
from pactdir.importing.reading.columns import Column
from pactdir.importing.reading.layout import Row
from regions.names.folding import fold
from schools.figures.money import TOGETHER
from schools.models import Unit

QUOTED = re.compile("'([^']+)'")
DEFINITIONS = {
    "toegekend": Definition(
        "Toegekend bedrag voor Sterk Techniekonderwijs, zoals bericht",
        Unit.EURO,
        "Wat een krant, schoolbestuur of regio schreef over het bedrag dat aan een regio is "
        "toegekend. Wij hebben het niet nagerekend. Waar twee bronnen iets anders schrijven, staan "
        "beide er. Een bedrag voor meer regio's samen is niet verdeeld.",
        "kranten, schoolbesturen en regio's",
    ),
    "genoemd": Definition(
        "Genoemd bedrag voor Sterk Techniekonderwijs",
        Unit.EURO,
        "Een bedrag dat een bron bij een regio noemt, zonder te zeggen dat het is toegekend. Wij "
        "hebben het niet nagerekend.",
        "de bron bij het bedrag",
    ),
    "vastgesteld": Definition(
        "Vastgesteld bedrag voor Sterk Techniekonderwijs",
        Unit.EURO,
        "Wat het Rijk zelf vaststelde voor een regio, volgens een besluit of lijst van het Rijk.",
        "Rijksoverheid",
    ),
    "cofinanciering": Definition(
        "Cofinanciering voor Sterk Techniekonderwijs",
        Unit.EURO,
        "Wat bedrijven, scholen en overheden uit de regio zelf bijdragen, zoals de bron het noemt. "
        "Wij hebben het niet nagerekend.",
        "de bron bij het bedrag",
    ),
    "budget": Definition(
        "Budget voor Sterk Techniekonderwijs",
        Unit.EURO,
        "Wat het Rijk voor alle regio's samen beschikbaar stelt.",
        "Rijksoverheid",
    ),
}


class AwardForm(ReportedForm):
    fields: ClassVar[Mapping[str, forms.Field]] = {
        "region": forms.CharField(max_length=120),
        "amount": forms.DecimalField(required=False, min_value=1),
        "period": forms.CharField(max_length=40),
        "kind": forms.CharField(max_length=120),
        "source": forms.CharField(max_length=200),
        "on": DateField(),
    }


class Awards(Reported):
    name = "bedragen van regio's"
    columns = (
        Column("region", ("regio",)),
        Column("amount", ("bedrag euro",)),
        Column("period", ("periode",)),
        Column("kind", ("soort bedrag",)),
        Column("source", ("bron",)),
        Column("on", ("bron datum",)),
    )
    form = AwardForm
    key_field = "region"

    @classmethod
    def key(cls, cells: Mapping[str, Any], line: int) -> str:
        # Two sources may report on one region.
        return key_of(cells["region"], cells["period"], cells["source"])

    @classmethod
    def values(cls, rows: list[Row]) -> dict[str, dict[str, Any] | str]:
        sources = without_idem([row.cells["source"] for row in rows])
        regions = Regions()
        return {
            row.key: _values(row.cells, source, regions)
            for row, source in zip(rows, sources, strict=True)
        }


def _values(cells: Mapping[str, Any], source_cell: str, regions: Regions) -> dict[str, Any] | str:
    word, _, qualifier = cells["kind"].partition(",")
    if cells["amount"] is None:
        return f"bij “{cells['region']}” staat geen bedrag"
    if (definition := DEFINITIONS.get(word)) is None:
        return f"“{word}” is geen soort bedrag die wij kennen"
    if (source := ReportedSource.of(source_cell, cells["on"])) is None:
        return f"“{source_cell}” zegt niet waar de bron te vinden is"
    if isinstance(indicator := definition.indicator(source.words, cells["on"]), str):
        return indicator
    period, remark = period_of(cells["period"])
    is_joint = "samen" in fold(cells["region"]).split()
    name = cells["region"].replace(" SAMEN", "")
    said = QUOTED.search(qualifier)
    notes = [said[1] if said else "", TOGETHER if is_joint else "", remark]
    area = regions.area(name)
    return {
        "indicator": indicator,
        "area_code": area["area_code"],
        "area_name": name,
        "region": None if is_joint else area.get("region"),
        "province": "",
        "profile": "",
        "level": "",
        "period": period,
        "as_of": cells["on"],
        **bounds_of(cells["amount"]),
        "note": "; ".join(filter(None, notes))[:200],
        "source": source.words[:200],
        "source_url": source.url,
    }
