"""What a school advice means: at which schools a child with that advice may go on.

Of many schools no more is known than "vmbo basis, kader of gemengd". Such a school is for none of
these advices certain and for none excluded, so it counts for each, and the page says so. Of a
bridge class or a class for newcomers no advice is known at all, as of a school without a level.
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
OF_NO_ADVICE = frozenset({Level.ISK, Level.BRIDGE})


class Fit(IntEnum):
    """How narrowly a school is for the advices asked for; no word on how good it is."""

    ONLY = 1  # no other level than those
    KIN = 2  # other levels of the vmbo too, no havo or vwo; or havo and vwo, no vmbo
    WIDER = 3
    UNSURE = 4


@dataclass(frozen=True)
class Advice:
    slug: str
    label: str
    level: Level
    may_be: Set[str] = frozenset()  # levels of which it may be a part

    def fits(self, levels: Iterable[str]) -> bool:
        return not {self.level, *self.may_be}.isdisjoint(levels)

    @property
    def levels_meant(self) -> Set[str]:
        """The levels that mean this advice: DUO knows no vmbo basis, kader or gemengd apart."""
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
    """Whether a school with these levels is one for any of these advices."""
    return _fits_any(tuple(levels), tuple(advices))


@lru_cache(maxsize=4096)  # asked of every school in the country, which share few sets of levels
def _fits_any(levels: tuple[str, ...], advices: tuple[str, ...]) -> bool:
    here = set(levels)
    return any(
        ADVICES[slug].fits(here) if slug in ADVICES else here <= OF_NO_ADVICE for slug in advices
    )


def how_it_fits(levels: Iterable[str], advices: Iterable[str]) -> Fit:
    """How a school fits, of which `fits_any()` says that it does."""
    here = set(levels)
    wanted = [ADVICES[slug] for slug in advices if slug in ADVICES]
    meant = frozenset().union(*(advice.levels_meant for advice in wanted))
    if Level.ISK in here or meant.isdisjoint(here):
        return Fit.UNSURE
    if here <= meant:
        return Fit.ONLY
    levels = here.union(advice.level for advice in wanted)
    return Fit.KIN if levels <= WHOLE_VMBO or levels <= GENERAL else Fit.WIDER


def only_may_fit(levels: Iterable[str], advices: Iterable[str]) -> bool:
    """Whether it may be one for these advices, but is not known to be."""
    here = set(levels)
    wanted = [ADVICES[slug] for slug in advices if slug in ADVICES]
    is_certain = any(advice.is_certain(here) for advice in wanted)
    return not is_certain and any(advice.fits(here) for advice in wanted)
