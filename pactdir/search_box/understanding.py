"""What the one search box understands before anything is searched: a postcode, a place, a name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from django.urls import reverse

from pactdir.search_box.addresses import is_house_number, place_in_address
from pactdir.search_box.gazetteer import Gazetteer, Kind, Known, gazetteer
from pactdir.search_box.typing_errors import is_ordinary, with_errors
from regions.models import Province
from regions.names.other_names import other_names
from regions.names.spelling import joined, spelled, words_spelled

POSTCODE = re.compile(r"(?:nl|postcode|pc)?([0-9]{4})([a-z]{2})?")
NOT_TWO_LETTERS = re.compile(r"([0-9]{4})(?:[a-z]|[a-z]{3})")
NUMBERED = re.compile(r"\bnr\.?\s?[0-9]")
POSTCODE_AND_MORE = re.compile(r"([1-9][0-9]{3})\s?[a-z]{2}[\s,]+(.+)")
# Not a year: of those our texts speak.
POSTCODE_AMONG_WORDS = re.compile(r"\b((?!20)[1-9][0-9]{3})(?:\s?[a-z]{2})?\b")
BETWEEN = {"in", "te", "bij", "op", "gemeente", "provincie"}
PROVINCE_BEHIND = {
    spelled(short): Province[name]
    for name in Province.names
    for short, full in [
        (Province[name].label, Province[name].label),
        *other_names("province", "behind_a_name"),
    ]
    if full == Province[name].label
}
ISLANDS = {spelled(name): island for name, island in other_names("caribbean_netherlands")}
MOST_MEANT = 3


class Why(StrEnum):
    """Why a question leads nowhere by itself."""

    EMPTY = "empty"
    BEGINS_WITH_0 = "begins with 0"
    NO_SUCH_POSTCODE = "no such postcode"
    NOT_TWO_LETTERS = "not two letters"
    NOT_FOUR_DIGITS = "not four digits"
    MORE_THAN_A_POSTCODE = "more than a postcode"
    NO_STREETS = "no streets"
    CARIBBEAN = "caribbean netherlands"


@dataclass(frozen=True)
class Understood:
    """Where a question leads, what it may mean, or why it means nothing; or none of these."""

    leads_to: str = ""
    is_postcode: bool = False
    choices: tuple[Known, ...] = ()
    # Where the one municipality that is meant has places to look around in.
    places: tuple[Known, ...] = ()
    why: Why | None = None
    digits: str = ""
    # The postcodes that may have been meant, each with its place.
    postcodes: tuple[tuple[str, str], ...] = ()
    # Whether a street was left out of what was asked.
    without_street: bool = False
    island: str = ""

    @property
    def is_told(self) -> bool:
        """Whether the page says something of it, also where nothing is found."""
        return bool(self.choices) or self.why not in (None, Why.MORE_THAN_A_POSTCODE)

    @property
    def municipality(self) -> Known | None:
        """The one municipality that is meant, where no place bears its name."""
        return self.choices[0] if self._is_one(Kind.MUNICIPALITY) else None

    @property
    def province(self) -> Known | None:
        return self.choices[0] if self._is_one(Kind.PROVINCE) else None

    def _is_one(self, kind: Kind) -> bool:
        return len(self.choices) == 1 and self.choices[0].kind is kind


def understand(question: str, on: date) -> Understood:
    """What these words are, as far as geography goes. The letters of a postcode are dropped."""
    names = gazetteer(on)
    return (
        _a_number(question, names)
        or _a_name(question, names)
        or _an_island(question)
        or _an_address(question, names)
        or Understood()
    )


def nearest_names(question: str, on: date) -> list[str]:
    """The names of places, municipalities and provinces that may have been meant; the best first.

    For where nothing was found: a name that begins so, else one with a typing error in it.
    """
    names = gazetteer(on)
    asked = spelled(question)
    if len(asked) < 3 or names.called(question) or is_ordinary(question):
        return []
    begun = names.beginning_with(question)
    if begun and len(asked) > 3:
        return _names_of(begun)
    near = with_errors(asked, [*names.by_name, *names.by_other_name])
    # Of a word one seldom gets the beginning wrong.
    near.sort(key=lambda name: (name[:1] != asked[:1], -_size(names, name), name))
    return _names_of(
        one for name in near for one in names.by_name.get(name) or names.by_other_name[name]
    )


def _names_of(found: Iterable[Known]) -> list[str]:
    by_spelling: dict[str, str] = {}
    for one in found:
        name = one.old_name or one.name
        by_spelling.setdefault(spelled(name), name)
    return list(by_spelling.values())[:MOST_MEANT]


def _size(names: Gazetteer, name: str) -> int:
    return max((len(one.postcodes) for one in names.by_name.get(name, [])), default=0)


# --- numbers ---


def _a_number(question: str, names: Gazetteer) -> Understood | None:
    if not question.strip():
        return Understood(why=Why.EMPTY)
    plain = unicodedata.normalize("NFKC", question).casefold()
    bare = re.sub(r"[\W_]+", "", plain)
    if not re.search("[0-9]", bare):
        return None
    if (with_more := POSTCODE_AND_MORE.fullmatch(plain.strip())) and is_house_number(with_more[2]):
        return _a_postcode(with_more[1], True, names)
    if postcode := POSTCODE.fullmatch(bare):
        return _a_postcode(postcode[1], bool(postcode[2]), names)
    if bare.isdecimal() and bare.isascii() and len(bare) < 8:
        near = names.codes_beginning_with(bare[:4]) if len(bare) > 1 else []
        return _explained(Why.NOT_FOUR_DIGITS, bare, near, names)
    if postcode := NOT_TWO_LETTERS.fullmatch(bare):
        found = [postcode[1]] if postcode[1] in names.postcodes else []
        return _explained(Why.NOT_TWO_LETTERS, postcode[1], found, names)
    return _among_words(plain, names)


def _a_postcode(digits: str, has_letters: bool, names: Gazetteer) -> Understood:
    if digits in names.postcodes:
        return Understood(reverse("nearby", args=[digits]), is_postcode=True, digits=digits)
    why = Why.BEGINS_WITH_0 if digits[0] == "0" else Why.NO_SUCH_POSTCODE
    explained = _explained(why, digits, names.codes_beside(digits), names)
    if not has_letters:
        return explained
    # The letters point at a street: no page, print or bookmark keeps them.
    return Understood(f"{reverse('search')}?q={digits}", is_postcode=True)


def _explained(why: Why, digits: str, codes: list[str], names: Gazetteer) -> Understood:
    with_places = tuple((code, names.postcodes[code]) for code in codes[:MOST_MEANT])
    return Understood(why=why, digits=digits, postcodes=with_places)


def _among_words(plain: str, names: Gazetteer) -> Understood | None:
    """ "1703 AB Heerhugowaard" says no more than its postcode; "1703 vmbo" does."""
    if not (found := POSTCODE_AMONG_WORDS.search(plain)) or found[1] not in names.postcodes:
        return None
    rest = f"{plain[: found.start()]} {plain[found.end() :]}"
    has_letters = len(found[0]) > 4 and not NUMBERED.search(plain)
    is_address = has_letters and (
        is_house_number(rest) or place_in_address(rest, _is_called(names)) is not None
    )
    if is_address or names.called(rest) or names.called(f"{found[0][4:]} {rest}"):
        return _a_postcode(found[1], True, names)
    return _explained(Why.MORE_THAN_A_POSTCODE, found[1], [found[1]], names)


# --- names ---


def _a_name(question: str, names: Gazetteer) -> Understood | None:
    if of_its_kind := _of_the_kind_named(question, names):
        if len(of_its_kind) == 1:
            return Understood(leads_to=of_its_kind[0].address)
        return Understood(choices=tuple(of_its_kind))
    found = meant_by(question, names)
    if not found:
        return None
    places = [one for one in found if one.kind is Kind.PLACE]
    if len(places) == 1 and _stands_for_all(places[0], found):
        return Understood(leads_to=places[0].address)
    if len(found) > 1:
        return Understood(choices=tuple(found))
    (one,) = found
    around = tuple(names.in_municipality.get(one.municipality, ())) if _is_area(one) else ()
    if one.kind is Kind.PLACE or (one.kind is Kind.MUNICIPALITY and not around):
        return Understood(leads_to=one.address)
    return Understood(choices=(one,), places=around)


def _an_island(question: str) -> Understood | None:
    """Caribisch Nederland has no postcodes of four digits and no provinces."""
    island = ISLANDS.get(spelled(question))
    return Understood(why=Why.CARIBBEAN, island=island) if island else None


def _an_address(question: str, names: Gazetteer) -> Understood | None:
    place = place_in_address(question, _is_called(names))
    if not place:
        return None if place is None else Understood(why=Why.NO_STREETS)
    understood = _a_name(place, names) or Understood()
    if not understood.leads_to:
        return replace(understood, without_street=True)
    there = [one for one in meant_by(place, names) if one.address == understood.leads_to]
    return Understood(choices=tuple(there[:1]), without_street=True)


def _is_called(names: Gazetteer) -> Callable[[str], bool]:
    return lambda text: bool(_called(words_spelled(text), names))


def _is_area(one: Known) -> bool:
    return one.kind is Kind.MUNICIPALITY


def _stands_for_all(place: Known, found: list[Known]) -> bool:
    """Whether the others are the municipality or the province around it, one link away from it."""
    return all(
        one is place
        or (one.kind is Kind.MUNICIPALITY and one.municipality == place.municipality)
        or (one.kind is Kind.PROVINCE and one.province == place.province)
        for one in found
    )


def _of_the_kind_named(question: str, names: Gazetteer) -> list[Known]:
    """What "gemeente Hoorn" says itself, so that there is less to ask."""
    kind, *name = words_spelled(question) or [""]
    return [one for one in _called(name, names) if one.kind == kind] if name else []


def meant_by(question: str, names: Gazetteer) -> list[Known]:
    """What is called so: places first, the largest first, then municipalities and provinces."""
    found = _called(words_spelled(question), names)
    with_page = [one for one in found if one.has_page] or found
    return sorted(with_page, key=lambda one: one.in_order)


def _called(words: list[str], names: Gazetteer) -> list[Known]:
    """What bears that name, or bears it with the province or the municipality behind it."""
    found = list(names.called(" ".join(words)))
    for at in range(len(words) - 1, 0, -1):
        tail = words[at:]
        while len(tail) > 1 and tail[0] in BETWEEN:
            tail = tail[1:]
        behind = joined(tail)
        around = {one.municipality for one in names.by_name.get(behind, []) if _is_area(one)}
        if behind in PROVINCE_BEHIND or around:
            found += [
                one
                for one in names.called(" ".join(words[:at]))
                if one.kind is not Kind.PROVINCE
                and one not in found
                and (
                    one.province == PROVINCE_BEHIND.get(behind)
                    or (one.kind is Kind.PLACE and one.municipality in around)
                )
            ]
    return found
