"""One spelling for the ways people write the name of a place."""

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
    """The words of a name, with what is often shortened written in one way."""
    written_out = ON_THE.sub("aan de", fold(text))
    return [SHORT_FOR.get(word, word) for word in written_out.split()]


def spelled(text: str) -> str:
    """What two spellings of one name have in common: "Capelle a/d IJssel" is "capelleaandeyssel".

    Hyphens, spaces and apostrophes are put or left out at will, and so is "ij" for "y".
    """
    return joined(words_spelled(text))


def joined(words: list[str]) -> str:
    return "".join(words).replace("ij", "y")
