"""Names that people use and our data does not have; an editable list in `other_names.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

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
