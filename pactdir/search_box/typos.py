"""Misspelled place names, and dictionary words that only look like one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from regions.names.spelling import normalized_name

FILE = Path(__file__).with_name("ordinary_words.txt")
# Normalised as place names are.
DICTIONARY_WORDS = frozenset(
    word
    for line in FILE.read_text().splitlines()
    if not line.startswith("#")
    for word in line.split()
)
# In a shorter word the first letter is assumed to be right.
MIN_LENGTH_FOR_ANY_ERROR = 8


def is_dictionary_word(text: str) -> bool:
    return normalized_name(text) in DICTIONARY_WORDS


def max_errors(text: str) -> int:
    if len(text) < 8:
        return 1
    return 2 if len(text) < 12 else 3


def nearest_spellings(text: str, names: Iterable[str]) -> list[str]:
    """Return the names with the fewest errors; swapping two letters counts as one error.

    `text` and `names` are normalised by `regions.names.spelling`.
    """
    may_differ_at_start = len(text) >= MIN_LENGTH_FOR_ANY_ERROR
    candidates = [name for name in names if may_differ_at_start or name[:1] == text[:1]]
    scored = extract(
        text, candidates, scorer=OSA.distance, score_cutoff=max_errors(text), limit=None
    )
    fewest = min((errors for _name, errors, _index in scored), default=0)
    return [name for name, errors, _index in scored if errors == fewest]
