"""Interprets a query that contains a number: a postcode, part of one, or an address with one.

The letters of a postcode identify a street. They are dropped from every URL, so that no page,
print or bookmark contains them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from django.urls import reverse

from pactdir.search_box.addresses import is_house_number, place_in_address
from pactdir.search_box.gazetteer import Gazetteer
from pactdir.search_box.interpretation import Interpretation, Problem
from pactdir.search_box.place_names import is_named

POSTCODE = re.compile(r"(?:nl|postcode|pc)?([0-9]{4})([a-z]{2})?")
WRONG_LETTERS = re.compile(r"([0-9]{4})(?:[a-z]|[a-z]{3})")
NUMBER_LABEL = re.compile(r"\bnr\.?\s?[0-9]")
POSTCODE_AND_REST = re.compile(r"([1-9][0-9]{3})\s?[a-z]{2}[\s,]+(.+)")
# Not a year, since texts on this site mention years.
POSTCODE_AMONG_WORDS = re.compile(r"\b((?!20)[1-9][0-9]{3})(?:\s?[a-z]{2})?\b")
MAX_SUGGESTED_POSTCODES = 3
MAX_DIGITS = 7  # a longer number is not a mistyped postcode


def interpret_number(text: str, names: Gazetteer) -> Interpretation | None:
    normalised = unicodedata.normalize("NFKC", text).casefold()
    compact = re.sub(r"[\W_]+", "", normalised)
    if not re.search("[0-9]", compact):
        return None
    address = POSTCODE_AND_REST.fullmatch(normalised.strip())
    if address and is_house_number(address[2]):
        return _postcode(address[1], True, names)
    if postcode := POSTCODE.fullmatch(compact):
        return _postcode(postcode[1], bool(postcode[2]), names)
    if compact.isdecimal() and compact.isascii() and len(compact) <= MAX_DIGITS:
        codes = names.postcodes_by_prefix(compact[:4]) if len(compact) > 1 else []
        return _problem(Problem.NOT_FOUR_DIGITS, compact, codes, names)
    if postcode := WRONG_LETTERS.fullmatch(compact):
        codes = [postcode[1]] if postcode[1] in names.postcodes else []
        return _problem(Problem.NOT_TWO_LETTERS, postcode[1], codes, names)
    return _postcode_among_words(normalised, names)


def _postcode(digits: str, has_letters: bool, names: Gazetteer) -> Interpretation:
    if digits in names.postcodes:
        return Interpretation(reverse("nearby", args=[digits]), is_postcode=True, digits=digits)
    if has_letters:
        return Interpretation(f"{reverse('search')}?q={digits}", is_postcode=True)
    problem = Problem.STARTS_WITH_0 if digits[0] == "0" else Problem.UNKNOWN_POSTCODE
    return _problem(problem, digits, names.adjacent_postcodes(digits), names)


def _problem(problem: Problem, digits: str, codes: list[str], names: Gazetteer) -> Interpretation:
    with_places = tuple((code, names.postcodes[code]) for code in codes[:MAX_SUGGESTED_POSTCODES])
    return Interpretation(problem=problem, digits=digits, postcodes=with_places)


def _postcode_among_words(text: str, names: Gazetteer) -> Interpretation | None:
    # "1703 AB Heerhugowaard" means just the postcode; "1703 vmbo" means more.
    postcode = POSTCODE_AMONG_WORDS.search(text)
    if not postcode or postcode[1] not in names.postcodes:
        return None
    rest = f"{text[: postcode.start()]} {text[postcode.end() :]}"
    has_letters = len(postcode[0]) > 4 and not NUMBER_LABEL.search(text)
    is_address = has_letters and (
        is_house_number(rest)
        or place_in_address(rest, lambda place: is_named(place, names)) is not None
    )
    if is_address or names.named(rest) or names.named(f"{postcode[0][4:]} {rest}"):
        return _postcode(postcode[1], True, names)
    problem = _problem(Problem.MORE_THAN_A_POSTCODE, postcode[1], [postcode[1]], names)
    return replace(problem, besides=" ".join(rest.split()))
