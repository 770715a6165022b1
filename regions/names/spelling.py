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
# "a/d", "a.d." and "ad" mean "aan de" or "aan den", which are often confused.
ON_THE = re.compile(r"\b(a d|ad|aan de[nr]?)\b")


def normalized_words(text: str) -> list[str]:
    written_out = ON_THE.sub("aan de", fold(text))
    return [SHORT_FOR.get(word, word) for word in written_out.split()]


def normalized_name(text: str) -> str:
    """Return the same for all spellings: "Capelle a/d IJssel" becomes "capelleaandeyssel".

    Hyphens, spaces and apostrophes vary, and "ij" is often written as "y".
    """
    return joined(normalized_words(text))


def joined(words: list[str]) -> str:
    return "".join(words).replace("ij", "y")
