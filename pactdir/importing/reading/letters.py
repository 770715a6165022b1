"""The letters of Dutch names, and traces of a wrong encoding: "Frysl‰n", "FryslÃ¢n".

Names in the official files are Dutch, Frisian or French. Their accented letters are listed here;
any other letter means that the text was decoded with the wrong encoding: the file was MacRoman (an
old Mac), CP850 (DOS) or UTF-8, and was read as windows-1252. Some wrong letters are valid ones too:
CP850's "Ë" reads as "Ó". `TRACES` lists the combinations that give those away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

SAVE_AS_UTF_8 = "Bewaar het bestand als “CSV UTF-8” en kijk of de namen kloppen."
ACCENTED = "àáâäåæçèéêëìíîïñòóôöøùúûü"
LETTERS = f"a-zA-Z{ACCENTED}{ACCENTED.upper()}œŒĳĲ"
LOWER, CAPITAL = f"a-z{ACCENTED}œ", f"A-Z{ACCENTED.upper()}Œ"
FRENCH_OE = r"(?:\b|[BbCcMmNnSsVv])(?:œu|ŒU|Œu)"
STRANGE = re.compile(
    rf"(?P<letter>(?![{LETTERS}²³])[^\W\d_])"
    # A capital with an accent after a small letter, an opening quote or a dash after a letter, a
    # closing quote between letters.
    rf"|(?<=[{LOWER}])[{ACCENTED.upper()}]"
    rf"|(?<=[{LETTERS}])[‘“„—]|”(?=[{LETTERS}])"
    r"|(?<![BbCcMmNnSsVv\W])[œŒ]|[œŒ](?![uU])|(?<=[À-ÿ])[²³]|ÔÇ"
)
ALLOWED_IN_A_NAME = re.compile(r"[\w\s.,:;!?'’‘“”„\"´`()/\\&+@#*|=²³–—-]")
# Words that begin with a small accented letter; otherwise it is a capital of a Mac or of DOS.
SMALL_FIRST = r"à\b|éé|(?:école|élan|état|étoile|étude)"
TRACES = re.compile(
    rf"(?<![{LETTERS}\d])(?!{SMALL_FIRST})[àáâåæçèéêëìíîïñòóôøù](?=[{LETTERS}]|\b)"
    # A small accented letter among capitals, a capital one among small letters: "FRYSLåN", "CÏur".
    rf"|(?<=[{CAPITAL}][{CAPITAL}])(?<!IJ)[{ACCENTED}]|[{ACCENTED}](?=[{CAPITAL}])"
    rf"|(?<=[{LETTERS}])[{ACCENTED.upper()}](?=[{LOWER}])"
    rf"|[ÓÒÔØÌÍÙ]|(?<![{CAPITAL}])Ñ|Ñ(?![{CAPITAL}])"
    # Several accents in a row: "géén" and "créée" have two, with other letters around them.
    rf"|[{ACCENTED}]{{3}}|(?<![{LETTERS}])[{CAPITAL}][{ACCENTED}]{{2}}(?![{LETTERS}])"
    # An "á" and a "û" of DOS, read as a no-break space and a dash.
    rf"|(?<=[{LETTERS}])\xa0|\xa0(?=[{LOWER}])|–(?=[{LOWER}])|(?<=[{LETTERS}])–(?!\w)"
)
QUOTED = re.compile(r"[“„][^“„”\r\n\t;]*”")
ENCODINGS = {
    "utf-8": "De tekst is twee keer omgezet; er hoort “{}” te staan.",
    "mac_roman": "Op een Mac bewaard (MacRoman) zou dit “{}” zijn.",
    "cp850": "Met DOS bewaard (CP850) zou dit “{}” zijn.",
}


@dataclass(frozen=True)
class Trace:
    word: str
    offset: int


def name_error(name: str) -> str:
    return _not_in_a_name(name, _strange_character(name))


def letter_error(text: str) -> str:
    """Validator for text with any character except letters that betray a wrong encoding."""
    letters = (match["letter"] for match in STRANGE.finditer(text) if match["letter"])
    return _not_in_a_name(text, next(letters, ""))


def _not_in_a_name(text: str, strange: str) -> str:
    if not strange:
        return ""
    return (
        f"Het teken “{strange}” staat in geen Nederlandse naam.{original_of(text)} {SAVE_AS_UTF_8}"
    )


def _strange_character(name: str) -> str:
    if match := STRANGE.search(name):
        return match[0]
    return next((char for char in name if not ALLOWED_IN_A_NAME.fullmatch(char)), "")


def original_of(text: str | bytes) -> str:
    """Sentences with the text in each encoding that it was probably saved in, or ""."""
    sentences = []
    for encoding, sentence in ENCODINGS.items():
        try:
            content = text if isinstance(text, bytes) else text.encode("cp1252")
            original = content.decode(encoding)
        except UnicodeError:
            continue
        if original != text and not original.isascii() and _is_likely(original):
            sentences.append(f" {sentence.format(original)}")
            if encoding == "utf-8":  # text in another encoding is hardly ever valid UTF-8 by chance
                break
    return "".join(sentences)


def _is_likely(original: str) -> bool:
    return not _strange_character(original) and trace_of_another_encoding(original) is None


def trace_of_another_encoding(text: str) -> Trace | None:
    """The first word in a windows-1252 text that shows it was saved in another encoding."""
    without_pairs = QUOTED.sub(lambda match: " " * len(match[0]), text)
    unpaired = re.search("[“”]", without_pairs)
    found = [match.start() for match in (TRACES.search(text), unpaired) if match]
    if not found:
        return None
    offset = min(found)
    before = re.split(r"[,;\t\r\n\"]", text[max(0, offset - 60) : offset])[-1]
    after = re.split(r"[,;\t\r\n\"]", text[offset : offset + 60])[0]
    return Trace((before + after).strip(" "), offset)
