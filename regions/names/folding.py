"""Compares names regardless of capitals, accents and punctuation."""

import re
import unicodedata


def fold(text: str) -> str:
    """Fold "Súdwest-Fryslân" to "sudwest fryslan" and "d'Ampte" to "d ampte"."""
    bare = text.casefold()
    if not bare.isascii():
        decomposed = unicodedata.normalize("NFKD", bare)
        bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return re.sub(r"[^0-9a-z]+", " ", bare).strip()


def is_same_name(name: str, other: str) -> bool:
    return name == other or fold(name) == fold(other) != ""
