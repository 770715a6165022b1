"""An address as people type it: a street, which the site does not know, and the place behind it."""

from __future__ import annotations

import re
from collections.abc import Callable

# "12", "12a", "12-2", "12bis"; a year is none.
HOUSE_NUMBER = re.compile(r"(?!20[0-9]{2}$)[0-9]{1,4}(?:[-/]?[a-z]{1,3}|[-/][0-9]{1,4})?")
# What may stand behind it as a word by itself.
ADDITION = re.compile(r"[a-z]|hs|bis|i{2,3}|[0-9]")
BEFORE_NUMBER = {"nr", "nr.", "no.", "nummer", "huisnummer"}
STREET = re.compile(
    r"[a-z'’-]{2,}(?:straat|laan|weg|plein|gracht|kade|singel|steeg|dreef|plantsoen|pad|hof|str\.?)"
)
# "groep 8 Hoorn", "vmbo 3 Ede": no street.
NO_STREETS = {
    *("groep", "klas", "leerjaar", "jaar", "jaars", "niveau", "top", "fase", "cohort"),
    *("vmbo", "mavo", "havo", "vwo", "mbo", "hbo", "pro", "po", "vo", "sto", "dag", "week"),
}


def is_house_number(text: str) -> bool:
    """Whether there is nothing else in it."""
    number, *rest = [word for word in _words(text) if word not in BEFORE_NUMBER] or [""]
    return bool(HOUSE_NUMBER.fullmatch(number)) and all(map(ADDITION.fullmatch, rest))


def place_in_address(text: str, is_place: Callable[[str], bool]) -> str | None:
    """The place in "Spui 70, Den Haag" or "Hoorn Dorpsstraat"; "" in an address without one.

    None where it is no address.
    """
    words = [word for word in _words(text) if word not in BEFORE_NUMBER]
    for at, word in enumerate(words[1:], start=1):
        if HOUSE_NUMBER.fullmatch(word) and words[at - 1] not in NO_STREETS:
            return _around_number(words[:at], words[at + 1 :], is_place)
    for at in range(1, len(words)):
        front, back = words[:at], words[at:]
        if STREET.fullmatch(front[-1]) and is_place(" ".join(back)):
            return " ".join(back)
        if STREET.fullmatch(back[-1]) and is_place(" ".join(front)):
            return " ".join(front)
    return None


def _around_number(
    street: list[str], behind: list[str], is_place: Callable[[str], bool]
) -> str | None:
    while behind and ADDITION.fullmatch(behind[0]):
        behind = behind[1:]
    if behind:
        return " ".join(behind) if is_place(" ".join(behind)) else None
    for at in range(len(street) - 1, 0, -1):
        if is_place(" ".join(street[:at])):
            return " ".join(street[:at])
    return "" if STREET.fullmatch(street[-1]) else None


def _words(text: str) -> list[str]:
    return re.split(r"[\s,]+", text.casefold().strip(" ,"))
