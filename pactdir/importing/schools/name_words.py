"""Words in names of schools, by meaning."""

from __future__ import annotations

import re
from dataclasses import dataclass

from regions.names.folding import fold


def word_set(words: str) -> set[str]:
    return set(words.split())


# Levels in a list, including school boards' abbreviations and typos.
LEVELS = word_set(
    "ath atheneum atheum basis bbl bbo gym gymn gymnasium havo iwoo kader kbl leao lhno luceum "
    "lto lwoo lyc lyceum mavo mbo praktijkonderwijs pro tto vath vbo vmbo vmbotl vso vwo"
)
_LEVEL = "|".join(sorted(LEVELS, key=len, reverse=True))
GLUED = re.compile(rf"({_LEVEL}){{2,}}|({_LEVEL})locatie")
# Denomination and governance.
ADJECTIVES = word_set(
    "alg algemeen bijz bijzonder bijzondere brede bz chr christelijk christelijke evangelische "
    "gem gemeentelijke gereformeerde interconfesioneel interconfessioneel interconfessionele "
    "istelijke joodse kath katholiek katholieke open openb openbaar openbare opb pc protestants "
    "protestantse reformatorisch reformatorische regionale rk rooms roomskatholiek stedelijke "
    "vrijzinnig"
)
LEGAL = {"stichting", "stg"}
# A group of schools under one board.
GROUPS = word_set(
    "groep instelling onderwijs onderwijsgr onderwijsgroep scholen scholenfederatie scholengr "
    "scholengroep vo voortgezet"
)
KIND_WORDS = ADJECTIVES | GROUPS | LEGAL
COMMUNITY = re.compile(r"scholengem\w*|schoolgemeenschap|sgm?|sgs|ssm|[cknor]sg|rsgm|ors")
SCHOOL = re.compile(r"(\w*[^k]e|ontmoetings)?school|sch|grondsl")
APOSTROPHES = tuple("'‘’`")
WORD = re.compile(r"(?:[^\W\d_]\.\s?){2,}|[^\W_]+")


@dataclass(frozen=True)
class Word:
    key: str
    start: int
    end: int


def is_level(key: str) -> bool:
    return key in LEVELS or bool(GLUED.fullmatch(key))


def is_community(key: str) -> bool:
    return bool(COMMUNITY.fullmatch(key))


def is_kind_word(key: str) -> bool:
    return key in KIND_WORDS or is_community(key) or bool(SCHOOL.fullmatch(key))


def words_of(text: str) -> list[Word]:
    return [
        Word(fold(match[0]).replace(" ", ""), match.start(), match.start() + len(match[0].rstrip()))
        for match in WORD.finditer(text)
    ]


def keys_of(text: str) -> list[str]:
    return [word.key for word in words_of(text)]


def key_at(words: list[Word], at: int) -> str:
    return words[at].key if at < len(words) else ""


def from_word(text: str, word: Word) -> str:
    start = word.start - (text[word.start - 1 : word.start] in APOSTROPHES)
    return text[start:]
