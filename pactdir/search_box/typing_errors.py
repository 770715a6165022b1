"""When a word is a place with a typing error in it, and when it is a word of its own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from regions.names.spelling import spelled

FILE = Path(__file__).with_name("ordinary_words.txt")
# Spelled as the names of places are.
ORDINARY_WORDS = frozenset(
    word
    for line in FILE.read_text().splitlines()
    if not line.startswith("#")
    for word in line.split()
)
SHORT = 8  # letters; the beginning of a shorter word is seldom wrong


def is_ordinary(text: str) -> bool:
    """Whether this is a word of Dutch that reads like the name of a place: "lassen", "gamen"."""
    return spelled(text) in ORDINARY_WORDS


def most_errors(asked: str) -> int:
    return 1 if len(asked) < SHORT else 2 if len(asked) < 12 else 3


def with_errors(asked: str, among: Iterable[str]) -> list[str]:
    """The names that are nearest, all with as few errors; two letters that changed places are one.

    All are spelled as `regions.names.spelling` has it.
    """
    names = [name for name in among if len(asked) >= SHORT or name[:1] == asked[:1]]
    most = most_errors(asked)
    found = extract(asked, names, scorer=OSA.distance, score_cutoff=most, limit=None)
    fewest = min((errors for _, errors, _ in found), default=0)
    return [name for name, errors, _ in found if errors == fewest]
