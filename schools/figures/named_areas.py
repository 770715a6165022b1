"""Municipalities named in areas for which a source gives an amount of Sterk Techniekonderwijs.

Such a name does not tell which municipalities take part.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from regions.models import Municipality
from regions.names.folding import fold
from regions.writing.version_cache import cached_per_version
from schools.figures.money import LABELS, TOGETHER, Amounts, amounts_of
from schools.models import Figure

# "IJmond / Zuid-Kennemerland", "De Liemers (Zevenaar)", "Apeldoorn e.o.", "Assen, Leek en Veendam"
BETWEEN_NAMES = re.compile(r"[,/()?]|\ben\b|\be\.o\.")


@dataclass(frozen=True, slots=True)
class NamedArea:
    name: str  # as in the sources
    is_joint: bool  # whether it covers several regions together
    url: str  # URL of the page with the amounts
    amounts: list[Amounts]


def areas_named_after(municipality: Municipality, on: date) -> list[NamedArea]:
    return _areas_by_name(on).get(fold(municipality.name), [])


@cached_per_version
def _areas_by_name(on: date) -> dict[str, list[NamedArea]]:
    figures = Figure.objects.reported().filter(
        indicator__slug__in=LABELS, indicator__published_from__lte=on
    )
    by_area: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in figures.select_related("indicator").order_by("area_name", "pk"):
        by_area[figure.area_name].append(figure)
    found: defaultdict[str, list[NamedArea]] = defaultdict(list)
    for area, rows in by_area.items():
        named = NamedArea(
            area,
            TOGETHER in rows[0].note,
            rows[0].indicator.get_absolute_url(),
            amounts_of(rows),
        )
        for name in {fold(part) for part in (area, *BETWEEN_NAMES.split(area))} - {""}:
            found[name].append(named)
    return dict(found)
