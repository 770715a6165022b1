"""Restores lower case in names written in capitals only: "Capelle aan den IJssel"."""

import re

from regions.names.folding import fold

# Written in lower case unless they come first, like the letters of 's-Gravenhage and 't Harde.
LOWERCASE_WORDS = set(
    fold(
        "aan achter bij binnen boven buiten d de den der des en het in locatie met na naast nabij "
        "of om onder op over s t te ten ter tot tussen uit van vestiging voor"
    ).split()
)
# Kinds of education are not proper names.
EDUCATION_WORDS = set(
    fold(
        "atheneum gymnasium havo lwoo lyceum mavo mbo praktijkonderwijs pro scholengemeenschap "
        "vbo vmbo vso vwo"
    ).split()
)
# Abbreviations with a vowel, so that they look like a word.
ABBREVIATIONS = {
    "AOC",
    "CSE",
    "ISK",
    "ISW",
    "IVKO",
    "KSE",
    "OMO",
    "OPDC",
    "OSB",
    "OSG",
    "ROC",
    "VO",
}
ORDINAL_SUFFIXES = ("e", "de", "ste")
TITLES = {"DR", "DRS", "DS", "JHR", "MGR", "MR", "ST"}
NUMERAL = re.compile(r"(?=[IVX])X{0,3}(IX|IV|V?I{0,3})")
WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
VOWEL = re.compile(r"[AEIOUYÀ-Ý]")


def capitalise(name: str) -> str:
    if not name.isupper():
        return name
    return WORD.sub(lambda match: _capitalise_word(match[0], name, match.start()), name)


def _capitalise_word(word: str, name: str, start: int) -> str:
    lower = word.lower()
    if name[:start][-1:].isdigit():
        return lower if lower in ORDINAL_SUFFIXES else word  # "2e", but "7A"
    if len(word) == 1 and name[start + 1 : start + 2] == ".":
        return word
    if start and lower in LOWERCASE_WORDS and name[start - 2 : start] != ". ":
        return lower
    if start and lower in EDUCATION_WORDS:
        return lower
    if word in TITLES:
        return word.capitalize()
    if word in ABBREVIATIONS or NUMERAL.fullmatch(word) or not VOWEL.search(word):
        return word
    if word.startswith("IJ"):
        return f"IJ{lower[2:]}"
    return word.capitalize()
