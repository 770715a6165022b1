"""Shortens a school's name in a register to the name in daily use.

"Rooms Katholieke Scholengemeenschap Reynaert College Lyceum Havo Mavo Vbo Lwoo" becomes "Reynaert
College". Words are dropped but never added or corrected, and kept if no name would be left:
"School voor Praktijkonderwijs Assen".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from pactdir.importing.schools.level_lists import find_level_list
from pactdir.importing.schools.name_words import (
    ADJECTIVES,
    GROUPS,
    LEGAL,
    LEVELS,
    SCHOOL,
    Word,
    from_word,
    is_community,
    is_kind_word,
    keys_of,
    word_set,
    words_of,
)
from regions.names.folding import fold

MAX_LENGTH = 45  # characters
MAX_LENGTH_WITH_GROUP = 40  # maximum length; a longer name drops the group of schools
# Part of the name, unless "Scholengemeenschap" follows.
TEACHING_METHODS = {"dalton", "montessori"}
# Dropped before a name, kept after it.
GROUP_PREFIXES = {"kindergemeenschap", "scholengr", "scholengroep"}
DROPPED_PREFIXES = LEGAL | GROUP_PREFIXES
BOARD_WORDS = {"onderw", "onderwijs", "voor", "voortgezet", "vrijeschool"}
# A name with one of these words can stand alone: "Lyceum Kralingen", "Jozefmavo".
SCHOOL_WORD = re.compile(
    r"\w*(college|coll|kollege|lyceum|lyc|gymnasium|mavo|school|academie|havo)|onderwijs|sg"
)
# Not a name by itself.
BARE_SCHOOL_WORDS = word_set(
    "academie coll college gymnasium havo kollege lyc lyceum mavo onderwijs school sg tophavo "
    "topmavo"
)
LOCATION_WORDS = word_set("dislocatie hoofdlocatie loc locactie locatie oec vest vestiging vst")
ARTICLES = {"d", "de", "het", "t"}
CONNECTING_WORDS = ARTICLES | {"aan", "eo", "en", "in", "v", "van", "voor"}
QUARTER_PREFIXES = ("centrum", "midden", "noord", "oost", "west", "zuid")
# Regions and districts, which are in no list of places.
UNLISTED_AREAS = (
    {"buitenveldert"},
    {"bylmer"},
    {"goeree", "overflakkee"},
    {"groene", "hart"},
    {"hoeksche", "waard"},
    {"oirschot"},
    {"randstad"},
    {"veluwe"},
    {"walcheren"},
    {"westland"},
)
DASH = re.compile(r"\s[-–]\s|[^\W_]- (?!en )|\s-(?=\w)")
# Written in capitals for emphasis; shorter words may be abbreviations.
LONG_CAPITALS = re.compile(r"\b[A-Z]{5,}\b")
STRIPPED_LEFT, STRIPPED_RIGHT = " ,.;:–-", " ,.;:–-’"


def common_name(official: str, *places: str, elsewhere: Collection[str] = ()) -> str:
    """`places` are where the school is; `elsewhere` are folded names of other places."""
    official = " ".join(official.split())
    return _capitalise(_NameShortener(official, places, elsewhere).name()) or official


class _NameShortener:
    def __init__(self, official: str, places: Iterable[str], elsewhere: Collection[str]) -> None:
        self.official, self.elsewhere = official, elsewhere
        self.place_words = {word for place in places for word in fold(place).split()}

    def name(self) -> str:
        if not words_of(self.official):
            return self.official
        if parts := self._split(self.official):
            return self._combine(*parts)
        return self._shorten(self.official)

    # Splitting into the name of the school and the name of its location

    def _split(self, text: str) -> tuple[str, str, bool] | None:
        """Return head, tail and whether a list of levels was dropped.

        Split at the list of levels or at "locatie", else at a comma or dash before a name.
        """
        words = words_of(text)
        marker = next(
            (at for at, word in enumerate(words) if at and _is_location_word(text, word)), None
        )
        if (bounds := find_level_list(text, words, marker)) is None:
            if marker is None:
                return self._split_at_separator(text, has_list=False)
            start = words[marker].start
            return _trim(text[:start]), _without_marker(text[start:]), False
        first, last = bounds
        head, tail = text[: words[first].start], text[words[last].end :]
        if marker is not None and marker < first:
            start = words[marker].start
            head, tail = text[:start], f"{head[start:]} {tail}"
        head, tail = _trim(head), _without_marker(tail)
        if not tail and _is_college_with_practical_school(words, first, last):
            tail = text[words[last].start : words[last].end]
        if not head or (_is_bare_school(head) and not self._is_name(tail)):
            return None  # "School voor Praktijkonderwijs Assen" needs its kind of education
        return (head, tail, True) if tail else self._split_at_separator(head, has_list=True)

    def _split_at_separator(self, text: str, *, has_list: bool) -> tuple[str, str, bool]:
        if separator := DASH.search(text) or re.search(r",", text):
            head, tail = _trim(text[: separator.start() + 1]), _trim(text[separator.end() :])
            are_names = self._is_name(head) and self._is_name(tail)
            if are_names and (_is_group(head) or self._stands_alone(tail)):
                return head, tail, False
        return text, "", has_list

    def _combine(self, head: str, tail: str, has_list: bool) -> str:
        short_head = self._shorten(head, is_before_list=has_list)
        if not tail:
            return short_head
        joined = f"{short_head} {tail}"
        if not self._is_name(short_head):
            has_place = any(
                not is_kind_word(key) and key not in CONNECTING_WORDS for key in keys_of(short_head)
            )
            if self._is_name(tail) and (_is_group(head) or not has_place):
                return self._shorten(tail)
            if self._stands_alone(tail):
                return tail
            joined = joined if len(joined) <= MAX_LENGTH else _without_adjectives(joined)
            return tail if len(joined) > MAX_LENGTH and self._is_name(tail) else joined
        first_word = next((key for key in keys_of(short_head) if key not in ARTICLES), "")
        if self._stands_alone(tail) or first_word in keys_of(tail)[:2]:
            return tail
        is_long = len(joined) > MAX_LENGTH_WITH_GROUP or keys_of(tail)[0] in ARTICLES
        return tail if is_long and _is_group(head) and self._is_name(tail) else joined

    # Dropping words that do not distinguish the school

    def _shorten(self, text: str, *, is_before_list: bool = False) -> str:
        text = self._without_brackets(text)
        text = self._without_prefix(text)
        return self._without_suffix(text, is_before_list)

    def _without_brackets(self, text: str) -> str:
        if match := re.fullmatch(r"(.+?)(?<!\s)\s*\(([^()]*)\)", text):
            keys = keys_of(match[2])
            if any(map(is_kind_word, keys)) and not self._distinctive_words(keys):
                return match[1]
        return text

    def _without_prefix(self, text: str) -> str:
        words = words_of(text)
        keys = [word.key for word in words]
        cut = _count_leading_kind_words(keys)
        if keys[0] in {"rooms", "protestants"} and any(map(SCHOOL_WORD.fullmatch, keys[2:])):
            cut = max(cut, 2)
        if not 0 < cut < len(words) or keys[cut] == "voor":
            return text
        rest = from_word(text, words[cut])
        return rest if self._is_name(rest) else text

    def _without_suffix(self, text: str, is_before_list: bool) -> str:
        words = words_of(text)
        at = len(words)
        while at > 1 and (
            is_community(key := words[at - 1].key)
            or key in ADJECTIVES
            or (is_before_list and SCHOOL.fullmatch(key))
            or (is_before_list and key in GROUP_PREFIXES and "," in text)
        ):
            at -= 1
        dropped = [word.key for word in words[at:]]
        rest = _trim(text[: words[at - 1].end])
        if not self._is_name(rest) or ADJECTIVES.issuperset(dropped):
            return text
        if dropped == ["school"] and re.fullmatch(r"(de|het) \w+e", rest, re.IGNORECASE):
            return text  # "De Nieuwste School"
        return rest

    def _is_name(self, text: str) -> bool:
        keys = [key for key in keys_of(text) if key not in ARTICLES]
        if not keys:
            return False
        if all(map(is_kind_word, keys)):
            return False
        if any(SCHOOL_WORD.fullmatch(key) or key in LEVELS for key in keys):
            return len(keys_of(text)) > 1 or keys[0] not in BARE_SCHOOL_WORDS | LEVELS
        return bool(self._distinctive_words(keys))

    def _stands_alone(self, text: str) -> bool:
        keys = keys_of(text)
        kinds = {key for key in keys if SCHOOL_WORD.fullmatch(key)}
        if kinds <= LEVELS and "&" in text:
            return False
        ordinary = CONNECTING_WORDS | BARE_SCHOOL_WORDS | LEVELS
        return bool(kinds) and any(key not in ordinary and not is_kind_word(key) for key in keys)

    def _distinctive_words(self, keys: list[str]) -> set[str]:
        candidates = [key for key in keys if not is_kind_word(key)]
        distinctive = (
            set(_without_place(candidates, self.elsewhere)) - CONNECTING_WORDS - self.place_words
        )
        for area in UNLISTED_AREAS:
            if area <= set(keys):
                distinctive -= area
        if len(distinctive) < len(keys) and all(
            key.startswith(QUARTER_PREFIXES) for key in distinctive
        ):
            return set()
        if len(distinctive) == 1 and (single := next(iter(distinctive))).endswith(("er", "se")):
            starts = {word[:4] for word in self.place_words if len(word) > 3}
            return set() if single[:4] in starts else distinctive
        return distinctive


def _is_bare_school(text: str) -> bool:
    keys = keys_of(text)
    return keys[-1] == "school" and ADJECTIVES.issuperset(keys[:-1])


def _is_college_with_practical_school(words: list[Word], first: int, last: int) -> bool:
    # "Ichthus College School voor Praktijkonderwijs", often next to a larger Ichthus College.
    keys = [word.key for word in words[:first]]
    is_practical = [word.key for word in words[first + 1 : last + 1]] == ["praktijkonderwijs"]
    return is_practical and keys[-1:] == ["school"] and "college" in keys and "pro" not in keys


def _count_leading_kind_words(keys: list[str]) -> int:
    count = 0
    for at, key in enumerate(keys):
        if (
            is_community(key)
            or SCHOOL.fullmatch(key)
            or key in DROPPED_PREFIXES
            or (keys[0] in LEGAL and key in BOARD_WORDS)
        ):
            count = at + 1
        elif key not in ADJECTIVES | TEACHING_METHODS:
            break
    return count


def _is_group(text: str) -> bool:
    keys = keys_of(text)
    ends = ("scholen", "scholengroep")
    return keys[0] in {"cvo", "pvo"} or any(
        key in GROUPS | LEGAL or key.endswith(ends) for key in keys
    )


def _without_place(keys: list[str], places: Collection[str]) -> list[str]:
    for length in range(len(keys), 0, -1):
        if " ".join(keys[:length]) in places:
            return keys[length:]
    return keys


def _without_adjectives(text: str) -> str:
    others = (from_word(text, word) for word in words_of(text) if word.key not in ADJECTIVES)
    return next(others, text)


def _is_location_word(text: str, word: Word) -> bool:
    return word.key in LOCATION_WORDS and text[word.end : word.end + 1] != "@"


def _without_marker(text: str) -> str:
    words = words_of(text)
    while words and (
        _is_location_word(text, words[0]) or [word.key for word in words[:2]] == ["v", "h"]
    ):
        words = words[1 if _is_location_word(text, words[0]) else 2 :]
    return _trim(from_word(text, words[0])) if words else ""


def _trim(text: str) -> str:
    text = text.lstrip(STRIPPED_LEFT).rstrip(STRIPPED_RIGHT)
    text = text.removesuffix("(").rstrip(STRIPPED_RIGHT)
    return f"{text}." if text.endswith("e.o") else text


def _capitalise(name: str) -> str:
    name = re.sub(r"([^\W_])- (?!en )", r"\1 - ", _trim(name))
    name = LONG_CAPITALS.sub(lambda match: match[0].capitalize(), name)
    return name if re.match(r"\w\b[^.]", name) else name[:1].upper() + name[1:]
