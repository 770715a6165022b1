"""Which region of ours each row of the list is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pactdir.importing.reading.layout import Row
from pactdir.importing.region_list.cells import several
from pactdir.models import ImportedRow
from regions.models import Region
from regions.names.folding import fold
from regions.wording.dutch import listed

OFFICIAL_ADDRESS = re.compile(r"sterktechniekonderwijs\.nl/regio/([\w-]+)")
# What a name says of the kind of thing it is, and not of which one.
OF_THE_KIND = {"techniekpact", "sto", "sterk", "techniekonderwijs", "regio", "techniekregio"}


@dataclass(frozen=True)
class ListedRegion:
    """The region that a row of the list is, if any, and what is doubtful about that."""

    region: Region | None = None
    doubt: str = ""
    is_certain: bool = True


def find_regions(
    rows: list[Row], regions: list[Region], imported: Mapping[str, ImportedRow]
) -> dict[str, ListedRegion]:
    """By the key of the row. What was imported before is known by that."""
    by_pk = {region.pk: region for region in regions}
    listed_regions = {
        row.key: ListedRegion(by_pk.get(imported[row.key].object_id))
        if row.key in imported
        else _find(row.cells, regions)
        for row in rows
    }
    return {
        key: listed_region if key in imported else _not_twice(listed_region, listed_regions)
        for key, listed_region in listed_regions.items()
    }


def _not_twice(
    listed_region: ListedRegion, listed_regions: Mapping[str, ListedRegion]
) -> ListedRegion:
    """Two rows are not one region: which of them it is, the list does not say."""
    region = listed_region.region
    same = [other for other in listed_regions.values() if region and other.region == region]
    if len(same) < 2:
        return listed_region
    text = f"meer dan een regel lijkt {region} te zijn; niet geladen"
    return ListedRegion(None, text, is_certain=False)


def bare(name: str) -> str:
    """ "TechniekPact West-Friesland" and "STO Regio West-Friesland" are "west friesland"."""
    words = [word for word in fold(name).split() if word not in OF_THE_KIND]
    return " ".join(words) or fold(name)


def in_one_word(name: str) -> str:
    return fold(name).replace(" ", "")


def project_numbers_of(region: Region) -> set[str]:
    """The project numbers of a region."""
    cells = [row.project_numbers for row in region.agreements.all()]
    return {part.strip() for cell in cells for part in cell.split(",") if part.strip()}


def _find(cells: Mapping[str, Any], regions: list[Region]) -> ListedRegion:
    """By a project number, by name, and by the address on the official site: all must agree."""
    numbers, name = set(several(cells["project_numbers"])), bare(cells["name"])
    address = cells["official_slug"].replace("-", "")
    ways = {
        "projectnummer": [region for region in regions if numbers & project_numbers_of(region)],
        "naam": [region for region in regions if bare(region.name) == name],
        "adres": [region for region in regions if address and address in _addresses(region)],
    }
    reasons: dict[Region, list[str]] = {}
    for way, alike in ways.items():
        for region in alike:
            reasons.setdefault(region, []).append(way)
    if len(reasons) > 1:
        each = [f"{region} ({' en '.join(why)})" for region, why in reasons.items()]
        return ListedRegion(None, f"kan {listed(each)} zijn; niet geladen", is_certain=False)
    if reasons:
        return ListedRegion(next(iter(reasons)))
    near = [region.name for region in regions if _one_holds_the_other(bare(region.name), name)]
    if near:
        return ListedRegion(
            None, f"lijkt op {listed(near)}. Is het dezelfde, gooi dan het concept weg"
        )
    return ListedRegion()


def _addresses(region: Region) -> set[str]:
    """What the official site may call it: our own address, or the last part of one it has there."""
    addresses = {region.slug.replace("-", ""), in_one_word(region.name)}
    if match := OFFICIAL_ADDRESS.search(region.website):
        addresses.add(match[1].replace("-", ""))
    return addresses


def _one_holds_the_other(one: str, other: str) -> bool:
    words, others = set(one.split()), set(other.split())
    return words < others or others < words
