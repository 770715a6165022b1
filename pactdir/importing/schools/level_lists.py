"""Finds the list of levels in a school's name: "voor Lyceum Havo Mavo Vbo Lwoo"."""

from __future__ import annotations

import re

from pactdir.importing.schools.name_words import (
    ADJECTIVES,
    LEVELS,
    Word,
    is_level,
    key_at,
    word_set,
)

# May occur inside a list, but not start one.
LIST_WORDS = word_set(
    "afd afdeling bb beroeps bk disl en eoa gl kb leerweg loot nieuwkomers ond onderwijs t "
    "technasium theoretische tl tweetalig voorbereidend"
)
# Count as a list only after "voor", and only as a whole.
PHRASES_AFTER_VOOR = (
    ("voortgezet", "onderwijs"),
    ("speciaal", "voortgezet", "onderwijs"),
    ("praktijk", "onderwijs"),
    ("prak", "vorm"),
    ("praktische", "vorming"),
)
PRE_UNIVERSITY = {"ath", "atheneum", "gym", "gymn", "gymnasium", "vwo"}

SEPARATOR = re.compile(r"[\s,./()’–-]*")


def find_level_list(text: str, words: list[Word], marker: int | None) -> tuple[int, int] | None:
    for at in range(1, len(words)):
        if (last := _end_of_list_after_voor(text, words, at)) is not None:
            return at, last
    for at in range(len(words) if marker is None else marker):
        if (bounds := _bare_list(text, words, at)) is not None:
            return bounds
    return None


def _end_of_list_after_voor(text: str, words: list[Word], at: int) -> int | None:
    key = words[at].key
    if key.startswith("voor") and key[4:] in LEVELS:  # "voorVwo Havo"
        return _end_of_list(text, words, at)
    begins = key in {"voor", "v"} or (key == "met" and key_at(words, at + 1) == "afdeling")
    if not begins and not (key.startswith("voor") and key[4:] in ADJECTIVES):
        return None
    at += 1
    while key_at(words, at) in ADJECTIVES | {"afdeling", "vo"}:
        at += 1
    for phrase in PHRASES_AFTER_VOOR:
        if tuple(word.key for word in words[at : at + len(phrase)]) == phrase:
            return at + len(phrase) - 1
    return _end_of_list(text, words, at) if is_level(key_at(words, at)) else None


def _bare_list(text: str, words: list[Word], at: int) -> tuple[int, int] | None:
    # Find a list of at least two levels. In "Visser t Hooft Lyceum Lyceum Havo" the first "Lyceum"
    # is part of the name.
    first = at
    while key_at(words, at) in ADJECTIVES | {"vo", "voortgezet"} or (
        at > first and key_at(words, at) == "onderwijs"
    ):
        at += 1
    if not is_level(key_at(words, at)):
        return None
    last = _end_of_list(text, words, at)
    keys = [word.key for word in words[at : last + 1]]
    if keys[0] == "lyceum" and (keys[1:2] == ["lyceum"] or PRE_UNIVERSITY & set(keys)):
        return None
    return (first, last) if sum(map(is_level, keys)) > 1 else None


def _end_of_list(text: str, words: list[Word], first: int) -> int:
    last, levels, has_dashes = first, 1, False
    for at in range(first + 1, len(words)):
        gap, key = text[words[at - 1].end : words[at].start], words[at].key
        if not SEPARATOR.fullmatch(gap) or not (is_level(key) or key in LIST_WORDS):
            break
        if "- " in gap and levels > 2 and not has_dashes:
            break  # "… Vbo Lwoo - PrO"
        if (key == "eoa" and "," in gap) or (key == "t" and gap != "-"):
            break  # "…, EOA Oisterwijk" and "… Lwoo 't Hooghe Landt"
        has_dashes, levels = has_dashes or "- " in gap, levels + is_level(key)
        last = last if key == "en" else at
    return last
