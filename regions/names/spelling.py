"""One key for all spellings of a place name."""

import re

from regions.names.folding import fold

SHORT_FOR = {
    "st": "sint",
    "sta": "sint",
    "nw": "nieuw",
    "het": "t",
    "gem": "gemeente",
    "prov": "provincie",
}
# "a/d", "a.d." and "ad" stand for "aan de" and "aan den", which people mix up too.
ON_THE = re.compile(r"\b(a d|ad|aan de[nr]?)\b")


def words_spelled(text: str) -> list[str]:
    written_out = ON_THE.sub("aan de", fold(text))
    return [SHORT_FOR.get(word, word) for word in written_out.split()]


def spelled(text: str) -> str:
    """One key for all spellings of a name: "Capelle a/d IJssel" gives "capelleaandeyssel".

    People add or drop hyphens, spaces and apostrophes at will, and write "ij" as "y".
    """
    return joined(words_spelled(text))


def joined(words: list[str]) -> str:
    return "".join(words).replace("ij", "y")
