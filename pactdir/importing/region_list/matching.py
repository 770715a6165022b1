"""Matches rows of the list with regions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pactdir.importing.reading.layout import Row
from pactdir.importing.region_list.cells import split_cell
from pactdir.models import ImportedRow
from regions.models import Region
from regions.names.folding import fold
from regions.wording.dutch import listed

OFFICIAL_ADDRESS = re.compile(r"sterktechniekonderwijs\.nl/regio/([\w-]+)")
# Words that do not distinguish one region from another.
GENERIC_WORDS = {"techniekpact", "sto", "sterk", "techniekonderwijs", "regio", "techniekregio"}


@dataclass(frozen=True)
class RegionMatch:
    """The region that a row describes, if any, and a sentence if the match is doubtful."""

    region: Region | None = None
    doubt: str = ""
    is_certain: bool = True


def match_regions(
    rows: list[Row], regions: list[Region], imported: Mapping[str, ImportedRow]
) -> dict[str, RegionMatch]:
    by_pk = {region.pk: region for region in regions}
    matches = {
        row.key: RegionMatch(by_pk.get(imported[row.key].object_id))
        if row.key in imported
        else _match(row.cells, regions)
        for row in rows
    }
    return {
        key: match if key in imported else _unless_ambiguous(match, matches)
        for key, match in matches.items()
    }


def _unless_ambiguous(match: RegionMatch, matches: Mapping[str, RegionMatch]) -> RegionMatch:
    region = match.region
    same = [other for other in matches.values() if region and other.region == region]
    if len(same) < 2:
        return match
    text = f"meer dan een regel lijkt {region} te zijn; niet geladen"
    return RegionMatch(None, text, is_certain=False)


def core_name(name: str) -> str:
    """ "TechniekPact West-Friesland" and "STO Regio West-Friesland" are "west friesland"."""
    words = [word for word in fold(name).split() if word not in GENERIC_WORDS]
    return " ".join(words) or fold(name)


def without_spaces(name: str) -> str:
    return fold(name).replace(" ", "")


def project_numbers_of(region: Region) -> set[str]:
    cells = [agreement.project_numbers for agreement in region.agreements.all()]
    return {part.strip() for cell in cells for part in cell.split(",") if part.strip()}


def _match(cells: Mapping[str, Any], regions: list[Region]) -> RegionMatch:
    numbers, name = set(split_cell(cells["project_numbers"])), core_name(cells["name"])
    address = cells["official_slug"].replace("-", "")
    candidates = {
        "projectnummer": [region for region in regions if numbers & project_numbers_of(region)],
        "naam": [region for region in regions if core_name(region.name) == name],
        "adres": [region for region in regions if address and address in _site_slugs(region)],
    }
    reasons: dict[Region, list[str]] = {}
    for criterion, matches in candidates.items():
        for region in matches:
            reasons.setdefault(region, []).append(criterion)
    if len(reasons) > 1:
        options = [f"{region} ({' en '.join(criteria)})" for region, criteria in reasons.items()]
        return RegionMatch(None, f"kan {listed(options)} zijn; niet geladen", is_certain=False)
    if reasons:
        return RegionMatch(next(iter(reasons)))
    similar = [region.name for region in regions if _is_subset(core_name(region.name), name)]
    if similar:
        return RegionMatch(
            None, f"lijkt op {listed(similar)}. Is het dezelfde, gooi dan het concept weg"
        )
    return RegionMatch()


def _site_slugs(region: Region) -> set[str]:
    addresses = {region.slug.replace("-", ""), without_spaces(region.name)}
    if match := OFFICIAL_ADDRESS.search(region.website):
        addresses.add(match[1].replace("-", ""))
    return addresses


def _is_subset(first: str, second: str) -> bool:
    first_words, second_words = set(first.split()), set(second.split())
    return first_words < second_words or second_words < first_words
