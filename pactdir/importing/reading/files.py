"""The bytes of a file, and the text they are.

An encoding that cannot be told for certain is a problem with its line.
"""

import re
from pathlib import Path

from pactdir.importing.problems import Problem

# The largest official file is a few hundred kB. Read whole, ten times that stays within memory.
MOST_BYTES = 10_000_000

UTF_8_MARK = b"\xef\xbb\xbf"
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# What a file begins with that is something else, and what it is.
OTHER_FILES = {
    b"PK\x03\x04": "een werkmap van Excel of een zip-bestand. Bewaar het als “CSV UTF-8”.",
    b"\xd0\xcf\x11\xe0": "een werkmap van Excel. Bewaar die als “CSV UTF-8”.",
    b"\x1f\x8b": "een ingepakt bestand. Pak het eerst uit.",
    b"%PDF": "een PDF.",
    b"<": "een webpagina of XML. Is het ophalen misgegaan?",
}
# An accented letter and a curly quote in UTF-8. Read as windows-1252 they would be “Ã©” and “â€™”.
SURELY_UTF_8 = re.compile(rb"\xc3[\x80-\xbf]|\xe2\x80[\x80-\xbf]")
LOST = "\ufffd"  # what stands where a program could not tell a character
LINE_END = re.compile(r"\r\n|\r|\n")


class Unreadable(Exception):
    """A file that cannot be read any further."""

    def __init__(self, text: str, line: int = 0, column: str = "", value: str = "") -> None:
        super().__init__(text)
        self.text, self.line, self.column, self.value = text, line, column, value

    def problem(self, file: str) -> Problem:
        return Problem(file, self.text, self.line, self.column, self.value)


def read_bytes(path: Path) -> bytes:
    """The file. Raises Unreadable where it is too large to be one of those we know."""
    try:
        if not path.is_file():  # a folder or a pipe, whatever its name
            raise Unreadable("Dit is geen bestand.")
        if (size := path.stat().st_size) > MOST_BYTES:
            raise Unreadable(
                f"Het bestand is {size // 1_000_000} MB; meer dan {MOST_BYTES // 1_000_000} MB "
                "lezen we niet."
            )
        with path.open("rb") as file:
            return file.read(MOST_BYTES)
    except OSError as error:
        raise Unreadable("Het bestand is niet te openen.") from error


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, with or without a mark, or else in windows-1252.

    Raises Unreadable, with the line where that can be told.
    """
    if content.startswith(UTF_16_MARKS) or _is_every_other_byte_nul(content[:200]):
        raise Unreadable("Dit is UTF-16. Bewaar het bestand als “CSV UTF-8”.")
    has_mark = content.startswith(UTF_8_MARK)
    content = content.removeprefix(UTF_8_MARK)
    begin = content[:1000].lstrip()
    for mark, what in OTHER_FILES.items():
        if begin.startswith(mark):
            raise Unreadable(f"Dit is {what}")
    if not content.strip():
        raise Unreadable("Het bestand is leeg.")
    if (place := content.find(b"\0")) >= 0:
        raise Unreadable("Hier staat een NUL-teken: dit is geen tekst.", _line_at(content, place))
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        if has_mark:
            text = "Het bestand noemt zich UTF-8, en hier is het dat niet."
            raise Unreadable(text, _line_at(content, error.start)) from None
        if SURELY_UTF_8.search(content):
            text = "Het bestand is in UTF-8, maar hier staat een teken dat dat niet is."
            raise Unreadable(text, _line_at(content, error.start)) from None
        text = _in_windows_1252(content)
    if (place := text.find(LOST)) >= 0:
        line = len(LINE_END.findall(text, 0, place)) + 1
        raise Unreadable(f"Hier ging een teken verloren: er staat “{LOST}”.", line)
    return text.lstrip("\ufeff")  # the mark, put there twice


def _is_every_other_byte_nul(content: bytes) -> bool:
    halves = {content[::2].strip(b"\0") == b"", content[1::2].strip(b"\0") == b""}
    return len(content) > 1 and halves == {True, False}


def _in_windows_1252(content: bytes) -> str:
    """Windows never ended a line with CR alone; a Mac did, and had other bytes for its accents."""
    if b"\r" in content and b"\n" not in content:
        line = _line_at(content, next(at for at, byte in enumerate(content) if byte > 127))
        raise Unreadable("Dit is bewaard als CSV voor Macintosh. Bewaar het als “CSV UTF-8”.", line)
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise Unreadable(
            "Hier staat een teken dat in UTF-8 noch in windows-1252 bestaat.",
            _line_at(content, error.start),
        ) from None


def _line_at(content: bytes, place: int) -> int:
    """The line that place is on, whatever the lines end with."""
    before = content[:place]
    return before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n") + 1
