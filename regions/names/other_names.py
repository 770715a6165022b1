"""Names that people use and our data does not have; an editable list in `other_names.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from regions.names.folding import fold
from regions.names.spelling import spelled, words_spelled

with Path(__file__).with_suffix(".toml").open("rb") as file:
    OTHER_NAMES: dict[str, dict[str, str]] = tomllib.load(file)


def other_names(*sections: str) -> Iterator[tuple[str, str]]:
    """Each other name with what it stands for; one that stands for several comes once for each."""
    for section in sections:
        for other, meant in OTHER_NAMES[section].items():
            for one in meant.split(";"):
                yield other, one.strip()


def villages_at(code: str) -> list[str]:
    """The places that have this postcode too, beside the one that the postcode table names."""
    villages = OTHER_NAMES["shares_a_postcode"].items()
    return [village for village, codes in villages if code in codes.split()]


LEAST_LETTERS = 3  # of another name; one or two are in almost every one of them


def ways_to_write(text: str) -> list[str]:
    """What to look for in folded names: "gem. St Oedenrode" is "sint oedenrode" too."""
    words = words_spelled(text)
    if len(words) > 1 and words[0] == "gemeente":
        words = words[1:]
    return list(dict.fromkeys([fold(text), " ".join(words)]))


def names_meant(text: str, *sections: str, whole: bool = False) -> list[str]:
    """The folded names of what is also called so: all of it, or as far as that was typed."""
    meant = (fold(name) for other, name in other_names(*sections) if _is_asked(text, other, whole))
    return list(dict.fromkeys(meant))


def postcodes_meant(text: str, *, whole: bool = False) -> list[str]:
    """The postcodes of a place that the postcode table does not name, or how they begin."""
    return [
        code
        for section in ("shares_a_postcode", "part_of_a_town")
        for name, codes in OTHER_NAMES[section].items()
        if _is_asked(text, name, whole)
        for code in codes.split()
    ]


def _is_asked(text: str, name: str, whole: bool) -> bool:
    asked = spelled(text)
    if whole:
        return asked == spelled(name)
    return len(asked) >= LEAST_LETTERS and asked in spelled(name)
