"""Tokens of the index: words without accents or capitals, and their Dutch stems.

An entry has a set of tokens, each with a prefix that marks its type. The databases only look up a
token, or the tokens with a prefix; only this module decides how text becomes tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import snowballstemmer

from regions.names.folding import fold

MAX_WORD_LENGTH = 40
# A PostgreSQL tsvector holds at most one megabyte.
MAX_TOKENS = 10_000
MAX_CACHED_LENGTH = 120
# Plurals that do not get the stem of their singular, also at the end of a compound.
IRREGULAR_PLURALS = {
    "dagen": "dag",
    "kinderen": "kind",
    "koeien": "koe",
    "lessen": "les",
    "molens": "molen",
    "motoren": "motor",
    "paarden": "paard",
    "panelen": "paneel",
    "schepen": "schip",
    "wagens": "wagen",
}
MIN_PLURAL_LENGTH = 4  # a plural in "s" has more letters than this

# Marks of the token types; a plain word has none. Folded text contains no underscore, so nobody can
# type a mark.
STEM, TITLE, TITLE_STEM, NAME = "_s_", "_t_", "_ts_", "_n_"

# "vmbo-t", "d'Ampte", "M&T": separate words, and one more when written together. Dots only join
# single letters ("m.b.o."), not two sentences without a space between them. Matching starts at the
# beginning of a word only, because trying every letter would take quadratic time.
_COMPOUND = re.compile(r"(?<![^\W_])[^\W_]++(?:[-'’&/][^\W_]++)+|\b[^\W\d_](?:\.[^\W\d_])+\b")
# Letters of an abbreviation, which are one word: "M&T", "m & t", "m.b.o.".
_LETTER = r"(?:(?:\s?&\s?|\.)([^\W\d_]))"
_ABBREVIATION = re.compile(rf"\b([^\W\d_]){_LETTER}{_LETTER}?{_LETTER}?\b")

_PLURAL = re.compile(r"[^s]s$")
_stemmer = snowballstemmer.stemmer("dutch")


def words_in(text: str) -> list[str]:
    """Split a text into folded words: "M&T aan het Vmbo-t" is mt, aan, het, vmbo, t."""
    return [word[:MAX_WORD_LENGTH] for word in fold(_ABBREVIATION.sub(_join, text)).split()]


def _join(match: re.Match[str]) -> str:
    return "".join(letter for letter in match.groups() if letter)


def compounds(text: str) -> Iterator[str]:
    """Words with a punctuation mark inside, as one word: "vmbot", "noordholland"."""
    for match in _COMPOUND.finditer(text):
        yield fold(match[0]).replace(" ", "")[:MAX_WORD_LENGTH]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    # Return the stem of a folded word, which "scholen" and "school" share. Snowball strips the "s"
    # of "fiets", but not of "robots", "autos" and "fietsen".
    for plural, singular in IRREGULAR_PLURALS.items():
        if word.endswith(plural):
            word = f"{word.removesuffix(plural)}{singular}"
            break
    stemmed = str(_stemmer.stemWord(word))
    is_plural = len(stemmed) > MIN_PLURAL_LENGTH and _PLURAL.search(stemmed)
    return stemmed[:-1] if is_plural else stemmed


def name_token(name: str) -> str:
    return f"{NAME}{fold(name).replace(' ', '_')[:200]}"


def index_words(title: str, names: Iterable[str], texts: Iterable[str]) -> str:
    """Return the unique tokens of an entry, separated by spaces.

    `names` are names it has besides its title; a query that is exactly one of them ranks high.
    """
    names = [name for name in names if fold(name)]
    tokens: dict[str, None] = {}
    for name in [title, *names]:
        tokens[name_token(name)] = None
    for word in _words_and_compounds(title):
        tokens |= dict.fromkeys([f"{TITLE}{word}", f"{TITLE_STEM}{stem(word)}"])
    for text in [title, *names, *texts]:
        for word in _words_and_compounds(text):
            tokens |= dict.fromkeys([word, f"{STEM}{stem(word)}"])
            if len(tokens) >= MAX_TOKENS:
                break
    return " ".join(sorted(tokens))


def _words_and_compounds(text: str) -> tuple[str, ...]:
    return _cached_split(text) if len(text) <= MAX_CACHED_LENGTH else _split(text)


def _split(text: str) -> tuple[str, ...]:
    return (*words_in(text), *compounds(text))


# Names of places, levels and sectors recur in entry after entry.
_cached_split = lru_cache(maxsize=10_000)(_split)
