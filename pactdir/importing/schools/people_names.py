"""A school's name as people say it, out of its name in a register.

"Rooms Katholieke Scholengemeenschap Reynaert College Lyceum Havo Mavo Vbo Lwoo" is the Reynaert
College. Words are left out and never made up or mended; what is no name without them keeps them,
as "School voor Praktijkonderwijs Assen" does.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from pactdir.importing.schools.level_lists import list_in
from pactdir.importing.schools.name_words import (
    ADJECTIVES,
    GROUPS,
    LEGAL,
    LEVELS,
    SCHOOL,
    Word,
    from_word,
    is_community,
    is_kind,
    keys_of,
    some,
    words_of,
)
from regions.names.folding import fold

LONGEST = 45  # characters
LONGEST_WITH_GROUP = 40  # a longer name leaves out the group that a school is part of
# Of which kind of teaching: part of the name, but where "Scholengemeenschap" comes behind it.
METHODS = {"dalton", "montessori"}
# Before a name it says nothing; behind one it is part of it.
BEFORE_A_NAME = {"kindergemeenschap", "scholengr", "scholengroep"}
MAY_BEGIN = LEGAL | BEFORE_A_NAME
OF_A_BOARD = {"onderw", "onderwijs", "voor", "voortgezet", "vrijeschool"}
# With one of these in it a name stands on its own: "Lyceum Kralingen", "Jozefmavo".
SCHOOLS = re.compile(
    r"\w*(college|coll|kollege|lyceum|lyc|gymnasium|mavo|school|academie|havo)|onderwijs|sg"
)
# A kind of school and no more.
BARE = some(
    "academie coll college gymnasium havo kollege lyc lyceum mavo onderwijs school sg tophavo "
    "topmavo"
)
LOCATION = some("dislocatie hoofdlocatie loc locactie locatie oec vest vestiging vst")
ARTICLES = {"d", "de", "het", "t"}
CONNECTING = ARTICLES | {"aan", "eo", "en", "in", "v", "van", "voor"}
QUARTERS = ("centrum", "midden", "noord", "oost", "west", "zuid")
# Parts of the country and of a town that no list of places has.
AREAS = (
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
# Longer words in capitals are written so to be seen; shorter ones may be an abbreviation.
SHOUTED = re.compile(r"\b[A-Z]{5,}\b")
BEFORE, BEHIND = " ,.;:–-", " ,.;:–-’"


def people_name(official: str, *places: str, elsewhere: Collection[str] = ()) -> str:
    """The name of a school in one of these places; `elsewhere` are other places, folded."""
    said = " ".join(official.split())
    return _as_written(_Naming(said, places, elsewhere).name()) or said


class _Naming:
    def __init__(self, said: str, places: Iterable[str], elsewhere: Collection[str]) -> None:
        self.said, self.elsewhere = said, elsewhere
        self.where = {word for place in places for word in fold(place).split()}

    def name(self) -> str:
        if not words_of(self.said):
            return self.said
        if found := self._divided(self.said):
            return self._of_both(*found)
        return self._bare(self.said)

    # A name in two: what it begins with, and what tells locations apart

    def _divided(self, text: str) -> tuple[str, str, bool] | None:
        """Cut at the list of levels or at "locatie", else at a comma or dash before a name.

        Says also whether a list was there.
        """
        words = words_of(text)
        marker = next((at for at, word in enumerate(words) if at and _marks(text, word)), None)
        if (found := list_in(text, words, marker)) is None:
            if marker is None:
                return self._divided_at_sign(text, has_list=False)
            start = words[marker].start
            return _trimmed(text[:start]), _without_marker(text[start:]), False
        first, last = found
        head, tail = text[: words[first].start], text[words[last].end :]
        if marker is not None and marker < first:
            start = words[marker].start
            head, tail = text[:start], f"{head[start:]} {tail}"
        head, tail = _trimmed(head), _without_marker(tail)
        if not tail and _is_college_with_practical_school(words, first, last):
            tail = text[words[last].start : words[last].end]
        if not head or (_is_bare_school(head) and not self._is_name(tail)):
            return None  # "School voor Praktijkonderwijs Assen" needs what it is for
        return (head, tail, True) if tail else self._divided_at_sign(head, has_list=True)

    def _divided_at_sign(self, text: str, *, has_list: bool) -> tuple[str, str, bool]:
        if found := DASH.search(text) or re.search(r",", text):
            head, tail = _trimmed(text[: found.start() + 1]), _trimmed(text[found.end() :])
            are_names = self._is_name(head) and self._is_name(tail)
            if are_names and (_is_group(head) or self._stands_alone(tail)):
                return head, tail, False
        return text, "", has_list

    def _of_both(self, head: str, tail: str, has_list: bool) -> str:
        short = self._bare(head, is_before_list=has_list)
        if not tail:
            return short
        joined = f"{short} {tail}"
        if not self._is_name(short):
            has_place = any(not is_kind(key) and key not in CONNECTING for key in keys_of(short))
            if self._is_name(tail) and (_is_group(head) or not has_place):
                return self._bare(tail)
            if self._stands_alone(tail):
                return tail
            joined = joined if len(joined) <= LONGEST else _without_adjectives(joined)
            return tail if len(joined) > LONGEST and self._is_name(tail) else joined
        begins = next((key for key in keys_of(short) if key not in ARTICLES), "")
        if self._stands_alone(tail) or begins in keys_of(tail)[:2]:
            return tail
        is_long = len(joined) > LONGEST_WITH_GROUP or keys_of(tail)[0] in ARTICLES
        return tail if is_long and _is_group(head) and self._is_name(tail) else joined

    # What says nothing of which school it is

    def _bare(self, text: str, *, is_before_list: bool = False) -> str:
        text = self._without_brackets(text)
        text = self._without_beginning(text)
        return self._without_end(text, is_before_list)

    def _without_brackets(self, text: str) -> str:
        """Without a last part in brackets that only explains: "KSE (Katholieke …)"."""
        if found := re.fullmatch(r"(.+?)(?<!\s)\s*\(([^()]*)\)", text):
            keys = keys_of(found[2])
            if any(map(is_kind, keys)) and not self._telling(keys):
                return found[1]
        return text

    def _without_beginning(self, text: str) -> str:
        words = words_of(text)
        keys = [word.key for word in words]
        cut = _kinds_at_start(keys)
        if keys[0] in {"rooms", "protestants"} and any(map(SCHOOLS.fullmatch, keys[2:])):
            cut = max(cut, 2)
        if not 0 < cut < len(words) or keys[cut] == "voor":
            return text
        rest = from_word(text, words[cut])
        return rest if self._is_name(rest) else text

    def _without_end(self, text: str, is_before_list: bool) -> str:
        words = words_of(text)
        at = len(words)
        while at > 1 and (
            is_community(key := words[at - 1].key)
            or key in ADJECTIVES
            or (is_before_list and SCHOOL.fullmatch(key))
            or (is_before_list and key in BEFORE_A_NAME and "," in text)
        ):
            at -= 1
        gone = [word.key for word in words[at:]]
        rest = _trimmed(text[: words[at - 1].end])
        if not self._is_name(rest) or ADJECTIVES.issuperset(gone):
            return text
        if gone == ["school"] and re.fullmatch(r"(de|het) \w+e", rest, re.IGNORECASE):
            return text  # "De Nieuwste School"
        return rest

    def _is_name(self, text: str) -> bool:
        keys = [key for key in keys_of(text) if key not in ARTICLES]
        if not keys:
            return False
        if all(map(is_kind, keys)):
            return False
        if any(SCHOOLS.fullmatch(key) or key in LEVELS for key in keys):
            return len(keys_of(text)) > 1 or keys[0] not in BARE | LEVELS
        return bool(self._telling(keys))

    def _stands_alone(self, text: str) -> bool:
        """Whether it names a school without what came before it."""
        keys = keys_of(text)
        kinds = {key for key in keys if SCHOOLS.fullmatch(key)}
        if kinds <= LEVELS and "&" in text:
            return False
        ordinary = CONNECTING | BARE | LEVELS
        return bool(kinds) and any(key not in ordinary and not is_kind(key) for key in keys)

    def _telling(self, keys: list[str]) -> set[str]:
        """The words that are not of a kind, a place or an adjective of that place."""
        told = [key for key in keys if not is_kind(key)]
        left = set(_without_place(told, self.elsewhere)) - CONNECTING - self.where
        for area in AREAS:
            if area <= set(keys):
                left -= area
        if len(left) < len(keys) and all(key.startswith(QUARTERS) for key in left):
            return set()
        if len(left) == 1 and (only := next(iter(left))).endswith(("er", "se")):
            starts = {word[:4] for word in self.where if len(word) > 3}
            return set() if only[:4] in starts else left
        return left


def _is_bare_school(text: str) -> bool:
    keys = keys_of(text)
    return keys[-1] == "school" and ADJECTIVES.issuperset(keys[:-1])


def _is_college_with_practical_school(words: list[Word], first: int, last: int) -> bool:
    """ "Ichthus College School voor Praktijkonderwijs", often beside a larger Ichthus College."""
    keys = [word.key for word in words[:first]]
    is_practical = [word.key for word in words[first + 1 : last + 1]] == ["praktijkonderwijs"]
    return is_practical and keys[-1:] == ["school"] and "college" in keys and "pro" not in keys


def _kinds_at_start(keys: list[str]) -> int:
    """How many words a name begins with that say only what kind of school it is."""
    count = 0
    for at, key in enumerate(keys):
        if (
            is_community(key)
            or SCHOOL.fullmatch(key)
            or key in MAY_BEGIN
            or (keys[0] in LEGAL and key in OF_A_BOARD)
        ):
            count = at + 1
        elif key not in ADJECTIVES | METHODS:
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


def _marks(text: str, word: Word) -> bool:
    return word.key in LOCATION and text[word.end : word.end + 1] != "@"


def _without_marker(text: str) -> str:
    """ "loc. Krimpen" is Krimpen; "V H Bernardinuscollege" has words too many as well."""
    words = words_of(text)
    while words and (_marks(text, words[0]) or [word.key for word in words[:2]] == ["v", "h"]):
        words = words[1 if _marks(text, words[0]) else 2 :]
    return _trimmed(from_word(text, words[0])) if words else ""


def _trimmed(text: str) -> str:
    text = text.lstrip(BEFORE).rstrip(BEHIND)
    text = text.removesuffix("(").rstrip(BEHIND)
    return f"{text}." if text.endswith("e.o") else text


def _as_written(name: str) -> str:
    """With a capital first, and without the capitals that only shout."""
    name = re.sub(r"([^\W_])- (?!en )", r"\1 - ", _trimmed(name))
    name = SHOUTED.sub(lambda found: found[0].capitalize(), name)
    return name if re.match(r"\w\b[^.]", name) else name[:1].upper() + name[1:]
