"""Text as the index keeps it: words without accents or capitals, and their Dutch stems.

An index entry is a set of such words, each with a mark for what it is. Both databases only ask
whether a word is in the set, or one that begins so: neither has a say in what a word is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import snowballstemmer

from regions.names.folding import fold

LONGEST_WORD = 40
# PostgreSQL keeps at most a megabyte of words of one entry.
MOST_WORDS = 10_000
SHORT = 120
# Also as the end of a word, and of which the stemmer makes two.
PLURALS = {
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
SHORTEST_PLURAL = 4  # letters; more than these

# What a word of the index is. A word as it stands has no mark; nobody can type one of these.
STEM, TITLE, TITLE_STEM, NAME = "_s_", "_t_", "_ts_", "_n_"

# "vmbo-t", "d'Ampte", "M&T": words by themselves and, written together, one word. With dots only
# letters are: "m.b.o.", but not the end of a sentence without a space behind it. Looked for from
# the beginning of a word only: from each of its letters would take the square of its length.
_TOGETHER = re.compile(r"(?<![^\W_])[^\W_]++(?:[-'’&/][^\W_]++)+|\b[^\W\d_](?:\.[^\W\d_])+\b")
# A letter beside another that way is no word of its own: "M&T", "m & t", "m.b.o.".
_LETTER = r"(?:(?:\s?&\s?|\.)([^\W\d_]))"
_LETTERS = re.compile(rf"\b([^\W\d_]){_LETTER}{_LETTER}?{_LETTER}?\b")

_PLURAL = re.compile(r"[^s]s$")
_stemmer = snowballstemmer.stemmer("dutch")


def words_in(text: str) -> list[str]:
    """The words of a text in their order: "M&T aan het Vmbo-t" is mt, aan, het, vmbo, t."""
    return [word[:LONGEST_WORD] for word in fold(_LETTERS.sub(_joined, text)).split()]


def _joined(match: re.Match[str]) -> str:
    return "".join(part for part in match.groups() if part)


def together(text: str) -> Iterator[str]:
    """What is written together with a mark between, as one word: "vmbot", "noordholland"."""
    for match in _TOGETHER.finditer(text):
        yield fold(match[0]).replace(" ", "")[:LONGEST_WORD]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a folded word: "scholen" and "school" are one.

    The stemmer leaves the "s" of "robots", "autos" and "fietsen", where it takes that of "fiets".
    """
    for plural, singular in PLURALS.items():
        if word.endswith(plural):
            word = f"{word.removesuffix(plural)}{singular}"
            break
    found = str(_stemmer.stemWord(word))
    return found[:-1] if len(found) > SHORTEST_PLURAL and _PLURAL.search(found) else found


def name_mark(name: str) -> str:
    """One word for a whole name, so that who types exactly that is understood."""
    return f"{NAME}{fold(name).replace(' ', '_')[:200]}"


def index_words(title: str, names: Iterable[str], texts: Iterable[str]) -> str:
    """All words an entry is found by, each once, with spaces between.

    `names` are those it is known by beside its title: who types one of them in full means this.
    """
    names = [name for name in names if fold(name)]
    found: dict[str, None] = {}
    for name in [title, *names]:
        found[name_mark(name)] = None
    for word in _words_and_together(title):
        found |= dict.fromkeys([f"{TITLE}{word}", f"{TITLE_STEM}{stem(word)}"])
    for text in [title, *names, *texts]:
        for word in _words_and_together(text):
            found |= dict.fromkeys([word, f"{STEM}{stem(word)}"])
            if len(found) >= MOST_WORDS:
                break
    return " ".join(sorted(found))


def _words_and_together(text: str) -> tuple[str, ...]:
    return _of_short(text) if len(text) <= SHORT else _of_any(text)


def _of_any(text: str) -> tuple[str, ...]:
    return (*words_in(text), *together(text))


# Names of places, levels and sectors come back in entry after entry.
_of_short = lru_cache(maxsize=10_000)(_of_any)
