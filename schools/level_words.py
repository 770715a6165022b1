"""The levels of a school as text: stated ones, or those permitted by DUO."""

from __future__ import annotations

from schools.models import Level, LevelsBasis, School

LEVELS_DUO_LACKS = (Level.ISK, Level.BRIDGE)
DERIVED = f"{Level.ISK.label}, afgeleid uit naam of site"


def in_line(school: School, may: str = "mag") -> str:
    """Text for a row, as "mag: vmbo theoretisch (mavo), havo"; empty if no level is known."""
    if school.levels_basis != LevelsBasis.DUO:
        return school.levels_in_words
    parts = []
    if Level.ISK in school.levels:
        parts.append(DERIVED)
    if offered := _offered(school):
        parts.append(f"{may}: {offered}")
    elif not parts:
        parts.append(Level.BRIDGE.label)
    return "; ".join(parts)


def in_full(school: School) -> str:
    if school.levels_basis != LevelsBasis.DUO:
        return school.levels_in_words
    parts = []
    if Level.ISK in school.levels:
        parts.append(f"{DERIVED}.")
    if offered := _offered(school):
        parts.append(f"Mag volgens DUO aanbieden: {offered}.{_uncertain(school)}")
    if Level.BRIDGE in school.levels:
        parts.append(f"Volgens DUO {Level.BRIDGE.label}.")
    return " ".join(parts)


def _offered(school: School) -> str:
    levels = [Level(level) for level in school.levels]
    return ", ".join(level.label for level in levels if level not in LEVELS_DUO_LACKS)


def _uncertain(school: School) -> str:
    # A school that may offer a single level can be assumed to teach it.
    several = Level.VMBO_BKG in school.levels or len(school.levels) > 1
    return " Of alles ook gegeven wordt, weten wij niet." if several else ""
