"""The levels of a school in words: as stated, or as what DUO says the school may offer."""

from __future__ import annotations

from schools.models import Level, LevelsBasis, School

NO_LEVELS_OF_DUO = (Level.ISK, Level.BRIDGE)
DERIVED = f"{Level.ISK.label}, afgeleid uit naam of site"


def in_line(school: School, may: str = "mag") -> str:
    """For a row, "mag: vmbo theoretisch (mavo), havo"; empty where no level is known."""
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
    """For where there is room: in sentences, and what we do not know of it."""
    if school.levels_basis != LevelsBasis.DUO:
        return school.levels_in_words
    parts = []
    if Level.ISK in school.levels:
        parts.append(f"{DERIVED}.")
    if offered := _offered(school):
        parts.append(f"Mag volgens DUO aanbieden: {offered}.{_unsure(school)}")
    if Level.BRIDGE in school.levels:
        parts.append(f"Volgens DUO {Level.BRIDGE.label}.")
    return " ".join(parts)


def _offered(school: School) -> str:
    """The levels that DUO itself names."""
    levels = [Level(level) for level in school.levels]
    return ", ".join(level.label for level in levels if level not in NO_LEVELS_OF_DUO)


def _unsure(school: School) -> str:
    """One level, and nothing else, is hardly permitted and not taught."""
    several = Level.VMBO_BKG in school.levels or len(school.levels) > 1
    return " Of alles ook gegeven wordt, weten wij niet." if several else ""
