"""Detects a column of names that is shifted by a row: codes have other names than before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from regions.names.folding import fold
from regions.wording.dutch import counted

# With fewer codes, a few changed names prove nothing.
MIN_KNOWN = 10
# In four years a fifth of the school locations were renamed, most of them to a similar name.
MAX_SHARE_DIFFERENT, MAX_SHARE_SHIFTED = 1 / 3, 1 / 10
MIN_RATIO = 0.7
# A word in a larger share of all names, such as "college", does not make names similar.
MAX_WORD_SHARE = 0.02


@dataclass(frozen=True)
class Renaming:
    """The name of a code in the file, and the stored name."""

    line: int
    code: str
    stored: str
    theirs: str


@dataclass(frozen=True)
class Shift:
    first: Renaming
    count: int
    known: int

    @property
    def in_words(self) -> str:
        names = counted(self.count, "naam", "namen")
        return (
            f"{names} anders bij dezelfde codes, van {self.known}: {self.first.code} was "
            f"“{self.first.stored}” en heet hier “{self.first.theirs}”. Is een kolom een rij "
            "verschoven, of is dit een ander bestand?"
        )


def detect_shift(rows: list[Renaming]) -> Shift | None:
    """Return None if the names seem right; expects the rows in file order."""
    known = [Renaming(row.line, row.code, fold(row.stored), fold(row.theirs)) for row in rows]
    is_similar = _similarity(known)
    different = [row for row, folded in zip(rows, known, strict=True) if not is_similar(folded)]
    if len(rows) < MIN_KNOWN or not different:
        return None
    has_many = len(different) > len(rows) * MAX_SHARE_DIFFERENT
    if not has_many and _count_shifted(known) <= len(rows) * MAX_SHARE_SHIFTED:
        return None
    return Shift(different[0], len(different), len(rows))


def _similarity(rows: list[Renaming]) -> Callable[[Renaming], bool]:
    counts = Counter(word for row in rows for word in set(row.stored.split()))
    common = {word for word, count in counts.items() if count > max(1, len(rows) * MAX_WORD_SHARE)}

    def is_similar(row: Renaming) -> bool:
        ours, theirs = set(row.stored.split()) - common, set(row.theirs.split()) - common
        return (
            row.stored == row.theirs
            or bool(ours & theirs)
            or SequenceMatcher(None, row.stored, row.theirs).ratio() >= MIN_RATIO
        )

    return is_similar


def _count_shifted(rows: list[Renaming]) -> int:
    """Count rows that have the stored name of the previous or the next row."""
    down = sum(_moved(row, before) for before, row in pairwise(rows))
    up = sum(_moved(row, after) for row, after in pairwise(rows))
    return max(down, up)


def _moved(row: Renaming, other: Renaming) -> bool:
    return row.stored != row.theirs == other.stored
