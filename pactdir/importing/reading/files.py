"""Reads and decodes a file. An ambiguous encoding is reported with its line number."""

import re
from pathlib import Path

from pactdir.importing.problems import Problem

# The largest official file is a few hundred kB. Files are read into memory as a whole.
MAX_BYTES = 10_000_000
START_BYTES = 100_000  # longer than any header

UTF_8_BOM = b"\xef\xbb\xbf"
UTF_16_BOMS = (b"\xff\xfe", b"\xfe\xff")
# First bytes of other formats, with their description.
OTHER_FORMATS = {
    b"PK\x03\x04": "een werkmap van Excel of een zip-bestand. Bewaar het als “CSV UTF-8”.",
    b"\xd0\xcf\x11\xe0": "een werkmap van Excel. Bewaar die als “CSV UTF-8”.",
    b"\x1f\x8b": "een ingepakt bestand. Pak het eerst uit.",
    b"%PDF": "een PDF.",
    b"<": "een webpagina of XML. Is het ophalen misgegaan?",
}
# An accented letter and a curly quote in UTF-8. Read as windows-1252 they would be “Ã©” and “â€™”.
SURELY_UTF_8 = re.compile(rb"\xc3[\x80-\xbf]|\xe2\x80[\x80-\xbf]")
REPLACEMENT_CHARACTER = "\ufffd"  # left by a program that could not decode a character
LINE_END = re.compile(r"\r\n|\r|\n")


class Unreadable(Exception):
    def __init__(self, text: str, line: int = 0, column: str = "", value: str = "") -> None:
        super().__init__(text)
        self.text, self.line, self.column, self.value = text, line, column, value

    def problem(self, file: str) -> Problem:
        return Problem(file, self.text, self.line, self.column, self.value)

    @property
    def located_text(self) -> str:
        return f"Regel {self.line}: {self.text}" if self.line else self.text


def read_bytes(path: Path) -> bytes:
    """Raises Unreadable, including for a file that is too large."""
    try:
        if path.is_dir():
            raise Unreadable("Dit is een map. Wat erin staat, laadt u door de map zelf te noemen.")
        if not path.is_file():  # a pipe or a device
            raise Unreadable("Dit is geen bestand.")
        if (size := path.stat().st_size) > MAX_BYTES:
            raise Unreadable(
                f"Het bestand is {size // 1_000_000} MB; meer dan {MAX_BYTES // 1_000_000} MB "
                "lezen we niet."
            )
        with path.open("rb") as file:
            return file.read(MAX_BYTES)
    except OSError as error:
        raise Unreadable("Het bestand is niet te openen.") from error


def read_start(path: Path) -> bytes:
    """The first kilobytes of a file of any size; nothing if it cannot be read."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(START_BYTES).removeprefix(UTF_8_BOM)
    except OSError:
        return b""


def decoded(content: bytes) -> str:
    """Decode UTF-8, with or without a byte order mark, or windows-1252. Raises Unreadable."""
    if content.startswith(UTF_16_BOMS) or _is_every_other_byte_nul(content[:200]):
        raise Unreadable("Dit is UTF-16. Bewaar het bestand als “CSV UTF-8”.")
    has_bom = content.startswith(UTF_8_BOM)
    content = content.removeprefix(UTF_8_BOM)
    start = content[:1000].lstrip()
    for signature, description in OTHER_FORMATS.items():
        if start.startswith(signature):
            raise Unreadable(f"Dit is {description}")
    if not content.strip():
        raise Unreadable("Het bestand is leeg.")
    if (offset := content.find(b"\0")) >= 0:
        raise Unreadable("Hier staat een NUL-teken: dit is geen tekst.", _line_at(content, offset))
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        if has_bom:
            text = "Het bestand noemt zich UTF-8, en hier is het dat niet."
            raise Unreadable(text, _line_at(content, error.start)) from None
        if SURELY_UTF_8.search(content):
            text = "Het bestand is in UTF-8, maar hier staat een teken dat dat niet is."
            raise Unreadable(text, _line_at(content, error.start)) from None
        text = _in_windows_1252(content)
    if (offset := text.find(REPLACEMENT_CHARACTER)) >= 0:
        line = len(LINE_END.findall(text, 0, offset)) + 1
        raise Unreadable(f"Hier ging een teken verloren: er staat “{REPLACEMENT_CHARACTER}”.", line)
    return text.lstrip("\ufeff")  # some programs write it twice


def _is_every_other_byte_nul(content: bytes) -> bool:
    halves = {content[::2].strip(b"\0") == b"", content[1::2].strip(b"\0") == b""}
    return len(content) > 1 and halves == {True, False}


def _in_windows_1252(content: bytes) -> str:
    # Reject lines ending in CR alone: they come from an old Mac, with other accent codes.
    if b"\r" in content and b"\n" not in content:
        line = _line_at(content, next(offset for offset, byte in enumerate(content) if byte > 127))
        raise Unreadable("Dit is bewaard als CSV voor Macintosh. Bewaar het als “CSV UTF-8”.", line)
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise Unreadable(
            "Hier staat een teken dat in UTF-8 noch in windows-1252 bestaat.",
            _line_at(content, error.start),
        ) from None


def _line_at(content: bytes, offset: int) -> int:
    before = content[:offset]
    return before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n") + 1
