"""Names in common use that the official data lacks, from `other_names.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from regions.names.folding import fold
from regions.names.spelling import normalized_name, normalized_words

with Path(__file__).with_suffix(".toml").open("rb") as file:
    OTHER_NAMES: dict[str, dict[str, str]] = tomllib.load(file)


def other_names(*sections: str) -> Iterator[tuple[str, str]]:
    """Yield (other name, official name) pairs, one for each meaning."""
    for section in sections:
        for other_name, names in OTHER_NAMES[section].items():
            for name in names.split(";"):
                yield other_name, name.strip()


def villages_at(code: str) -> list[str]:
    villages = OTHER_NAMES["shares_a_postcode"].items()
    return [village for village, codes in villages if code in codes.split()]


MIN_LETTERS = 3  # minimum length in a query; one or two letters match almost every name


def search_spellings(text: str) -> list[str]:
    """Return the folded spellings to search for: "gem. St Oedenrode" adds "sint oedenrode"."""
    words = normalized_words(text)
    if len(words) > 1 and words[0] == "gemeente":
        words = words[1:]
    return list(dict.fromkeys([fold(text), " ".join(words)]))


def matching_official_names(text: str, *sections: str, whole: bool = False) -> list[str]:
    names = (fold(name) for _, name in matching_other_names(text, *sections, whole=whole))
    return list(dict.fromkeys(names))


def matching_other_names(text: str, *sections: str, whole: bool = False) -> list[tuple[str, str]]:
    """Return the matching (other name, official name) pairs."""
    query = normalized_name(text)
    return [pair for pair in other_names(*sections) if _matches(query, pair[0], whole)]


def matching_postcodes(text: str, *, whole: bool = False) -> list[str]:
    """Return postcodes, or their first digits, of a place missing in the postcode table."""
    pairs = matching_other_names(text, "shares_a_postcode", "part_of_a_town", whole=whole)
    return [code for _, codes in pairs for code in codes.split()]


def _matches(query: str, name: str, whole: bool) -> bool:
    if whole:
        return query == _normalized(name)
    return len(query) >= MIN_LETTERS and query in _normalized(name)


@cache
def _normalized(name: str) -> str:
    return normalized_name(name)  # caches only names in the file, since visitors can type anything
