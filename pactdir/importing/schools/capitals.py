"""Names that a file writes in capitals only, as one writes them: "Capelle aan den IJssel"."""

import re

from regions.names.folding import fold

# Small wherever they stand but first; so are the letters of 's-Gravenhage and 't Harde.
SMALL = set(
    fold(
        "aan achter bij binnen boven buiten d de den der des en het in locatie met na naast nabij "
        "of om onder op over s t te ten ter tot tussen uit van vestiging voor"
    ).split()
)
# Words that are a kind of education are no names.
KINDS = set(
    fold(
        "atheneum gymnasium havo lwoo lyceum mavo mbo praktijkonderwijs pro scholengemeenschap "
        "vbo vmbo vso vwo"
    ).split()
)
# Names in letters that have a vowel and so look like a word.
LETTERS = {"AOC", "CSE", "ISK", "ISW", "IVKO", "KSE", "OMO", "OPDC", "OSB", "OSG", "ROC", "VO"}
ORDINAL = ("e", "de", "ste")
TITLES = {"DR", "DRS", "DS", "JHR", "MGR", "MR", "ST"}
NUMERAL = re.compile(r"(?=[IVX])X{0,3}(IX|IV|V?I{0,3})")
WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
VOWEL = re.compile(r"[AEIOUYÀ-Ý]")


def in_dutch_capitals(name: str) -> str:
    """The name with capitals where Dutch has them; one that is not all in capitals stays."""
    if not name.isupper():
        return name
    return WORD.sub(lambda found: _word(found[0], name, found.start()), name)


def _word(word: str, name: str, start: int) -> str:
    lower = word.lower()
    if name[:start][-1:].isdigit():
        return lower if lower in ORDINAL else word  # "2e", but "7A"
    if len(word) == 1 and name[start + 1 : start + 2] == ".":
        return word
    if start and lower in SMALL and name[start - 2 : start] != ". ":
        return lower
    if start and lower in KINDS:
        return lower
    if word in TITLES:
        return word.capitalize()
    if word in LETTERS or NUMERAL.fullmatch(word) or not VOWEL.search(word):
        return word
    if word.startswith("IJ"):
        return f"IJ{lower[2:]}"
    return word.capitalize()
