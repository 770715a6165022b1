"""Matches text with the gazetteer, including "Bergen in Limburg" and "gemeente Hoorn"."""

from __future__ import annotations

from pactdir.search_box.gazetteer import Gazetteer, GazetteerEntry, Kind
from regions.models import Province
from regions.names.other_names import other_names
from regions.names.spelling import joined, normalized_name, normalized_words

# Words between a place and the province or municipality after it.
CONNECTORS = {"in", "te", "bij", "op", "gemeente", "provincie"}
# Names and abbreviations of provinces, as written after the name of a place.
PROVINCES_BY_SUFFIX = {
    normalized_name(short): Province[name]
    for name in Province.names
    for short, full in [
        (Province[name].label, Province[name].label),
        *other_names("province", "after_a_name"),
    ]
    if full == Province[name].label
}


def places_named(text: str, names: Gazetteer) -> list[GazetteerEntry]:
    """Return the entries with this name: places (largest first), municipalities, provinces.

    Places without a page are omitted unless there is nothing else.
    """
    entries = _entries_named(normalized_words(text), names)
    with_page = [entry for entry in entries if entry.has_page] or entries
    return sorted(with_page, key=lambda entry: entry.order)


def is_named(text: str, names: Gazetteer) -> bool:
    return bool(_entries_named(normalized_words(text), names))


def named_with_kind(text: str, names: Gazetteer) -> list[GazetteerEntry]:
    kind, *name = normalized_words(text) or [""]
    if not name:
        return []
    return [entry for entry in _entries_named(name, names) if entry.kind == kind]


def _entries_named(words: list[str], names: Gazetteer) -> list[GazetteerEntry]:
    entries = list(names.named(" ".join(words)))
    for position in range(len(words) - 1, 0, -1):
        suffix = joined(_without_connectors(words[position:]))
        province = PROVINCES_BY_SUFFIX.get(suffix)
        municipalities = {
            entry.municipality
            for entry in names.by_name.get(suffix, [])
            if entry.kind is Kind.MUNICIPALITY
        }
        if province or municipalities:
            entries += [
                entry
                for entry in names.named(" ".join(words[:position]))
                if entry not in entries and _lies_in(entry, province, municipalities)
            ]
    return entries


def _without_connectors(words: list[str]) -> list[str]:
    while len(words) > 1 and words[0] in CONNECTORS:
        words = words[1:]
    return words


def _lies_in(entry: GazetteerEntry, province: Province | None, municipalities: set[int]) -> bool:
    if entry.kind is Kind.PROVINCE:
        return False
    if entry.province == province:
        return True
    return entry.kind is Kind.PLACE and entry.municipality in municipalities
