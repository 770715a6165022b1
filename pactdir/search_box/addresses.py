"""Recognises a street address and finds its place; the site has no data on streets."""

from __future__ import annotations

import re
from collections.abc import Callable

# "12", "12a", "12-2", "12bis"; not a year.
HOUSE_NUMBER = re.compile(r"(?!20[0-9]{2}$)[0-9]{1,4}(?:[-/]?[a-z]{1,3}|[-/][0-9]{1,4})?")
# An addition to a house number, written as a separate word.
ADDITION = re.compile(r"[a-z]|hs|bis|i{2,3}|[0-9]")
NUMBER_LABELS = {"nr", "nr.", "no.", "nummer", "huisnummer"}
STREET = re.compile(
    r"[a-z'’-]{2,}(?:straat|laan|weg|plein|gracht|kade|singel|steeg|dreef|plantsoen|pad|hof|str\.?)"
)
# A number after these words is not a house number: "groep 8 Hoorn", "vmbo 3 Ede".
NOT_STREETS = {
    *("groep", "klas", "leerjaar", "jaar", "jaars", "niveau", "top", "fase", "cohort"),
    *("vmbo", "mavo", "havo", "vwo", "mbo", "hbo", "pro", "po", "vo", "sto", "dag", "week"),
}

IsPlace = Callable[[str], bool]


def is_house_number(text: str) -> bool:
    number, *rest = _words(text) or [""]
    return bool(HOUSE_NUMBER.fullmatch(number)) and all(map(ADDITION.fullmatch, rest))


def place_in_address(text: str, is_place: IsPlace) -> str | None:
    """Return the place in "Spui 70, Den Haag" or "Hoorn Dorpsstraat".

    Return "" for an address without a place, and None for text that is not an address.
    """
    words = _words(text)
    for position, word in enumerate(words[1:], start=1):
        if HOUSE_NUMBER.fullmatch(word) and words[position - 1] not in NOT_STREETS:
            return _place_around_number(words[:position], words[position + 1 :], is_place)
    for position in range(1, len(words)):
        front, back = words[:position], words[position:]
        if STREET.fullmatch(front[-1]) and is_place(" ".join(back)):
            return " ".join(back)
        if STREET.fullmatch(back[-1]) and is_place(" ".join(front)):
            return " ".join(front)
    return None


def _place_around_number(before: list[str], after: list[str], is_place: IsPlace) -> str | None:
    while after and ADDITION.fullmatch(after[0]):
        after = after[1:]
    if after:
        return " ".join(after) if is_place(" ".join(after)) else None
    for end in range(len(before) - 1, 0, -1):
        if is_place(" ".join(before[:end])):
            return " ".join(before[:end])
    return "" if STREET.fullmatch(before[-1]) else None


def _words(text: str) -> list[str]:
    words = re.split(r"[\s,]+", text.casefold().strip(" ,"))
    return [word for word in words if word not in NUMBER_LABELS]
