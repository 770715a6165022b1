"""Finds schools for a pupil with a given school advice.

For many schools the only known level is "vmbo basis, kader of gemengd". Such a school may or may
not accept any of these advices, so it counts for each, and the page shows that this is uncertain. A
bridge class, a class for newcomers and a school without a level have no known advice.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from schools.models import Level

NOT_KNOWN = "niet-bekend"
WHOLE_VMBO = frozenset(level for level in Level if level.startswith("vmbo"))
GENERAL = frozenset({Level.HAVO, Level.VWO})
VMBO = frozenset({Level.VMBO})
VOCATIONAL = frozenset({Level.VMBO, Level.VMBO_BKG})
WITHOUT_ADVICE = frozenset({Level.ISK, Level.BRIDGE})


class Fit(IntEnum):
    """How specifically a school serves the chosen advices; says nothing about quality."""

    ONLY = 1  # no other level
    RELATED = 2  # other levels too, but only within the vmbo, or only havo and vwo
    WIDER = 3
    UNCERTAIN = 4


@dataclass(frozen=True)
class Advice:
    slug: str
    label: str
    level: Level
    may_be: Set[str] = frozenset()  # broader levels that may include it

    def fits(self, levels: Iterable[str]) -> bool:
        return not {self.level, *self.may_be}.isdisjoint(levels)

    @property
    def levels_meant(self) -> Set[str]:
        # Includes DUO's combined level for vmbo basis, kader and gemengd.
        return {self.level} | ({Level.VMBO_BKG} & self.may_be)

    def is_certain(self, levels: Iterable[str]) -> bool:
        return self.level in levels


ADVICES = {
    advice.slug: advice
    for advice in (
        Advice("praktijkonderwijs", "advies praktijkonderwijs", Level.PRO),
        Advice("vmbo-basis", "advies vmbo-basis", Level.VMBO_BB, VOCATIONAL),
        Advice("vmbo-kader", "advies vmbo-kader", Level.VMBO_KB, VOCATIONAL),
        Advice("vmbo-gemengd", "advies vmbo-gemengd", Level.VMBO_GL, VOCATIONAL),
        Advice("vmbo-theoretisch", "advies vmbo-theoretisch (mavo)", Level.VMBO_TL, VMBO),
        Advice("havo", "advies havo", Level.HAVO),
        Advice("vwo", "advies vwo", Level.VWO),
        Advice("vso", "voortgezet speciaal onderwijs (vso)", Level.VSO),
        Advice("mbo", "mbo, na het vmbo", Level.MBO),
    )
}
ADVICE_CHOICES = [
    *((advice.slug, advice.label) for advice in ADVICES.values()),
    (NOT_KNOWN, "alleen onderbouw, ISK of niet bekend"),
]


def fits_any(levels: Iterable[str], advices: Iterable[str]) -> bool:
    return _fits_any(tuple(levels), tuple(advices))


@lru_cache(maxsize=4096)  # called for every school in the country; they share few sets of levels
def _fits_any(levels: tuple[str, ...], advices: tuple[str, ...]) -> bool:
    offered = set(levels)
    return any(
        ADVICES[slug].fits(offered) if slug in ADVICES else offered <= WITHOUT_ADVICE
        for slug in advices
    )


def how_it_fits(levels: Iterable[str], advices: Iterable[str]) -> Fit:
    """Expects a school that passes `fits_any()`."""
    offered = set(levels)
    chosen = [ADVICES[slug] for slug in advices if slug in ADVICES]
    meant = frozenset().union(*(advice.levels_meant for advice in chosen))
    if Level.ISK in offered or meant.isdisjoint(offered):
        return Fit.UNCERTAIN
    if offered <= meant:
        return Fit.ONLY
    levels = offered.union(advice.level for advice in chosen)
    return Fit.RELATED if levels <= WHOLE_VMBO or levels <= GENERAL else Fit.WIDER


def only_may_fit(levels: Iterable[str], advices: Iterable[str]) -> bool:
    offered = set(levels)
    chosen = [ADVICES[slug] for slug in advices if slug in ADVICES]
    is_certain = any(advice.is_certain(offered) for advice in chosen)
    return not is_certain and any(advice.fits(offered) for advice in chosen)
