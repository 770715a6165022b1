"""Decodes the text of a file. An ambiguous encoding is reported with its line, never guessed."""

from __future__ import annotations

import codecs
import re

from pactdir.importing.reading.files import Unreadable
from pactdir.importing.reading.letters import (
    SAVE_AS_UTF_8,
    original_of,
    trace_of_another_encoding,
)

UTF_8_BOM = codecs.BOM_UTF8
UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
UTF_32_BOMS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
# First bytes of other formats, with their description.
OTHER_FORMATS = {
    b"PK\x03\x04": "een werkmap van Excel of een zip-bestand. Bewaar het als “CSV UTF-8”.",
    b"\xd0\xcf\x11\xe0": "een werkmap van Excel. Bewaar die als “CSV UTF-8”.",
    b"\x1f\x8b": "een ingepakt bestand. Pak het eerst uit.",
    b"%PDF": "een PDF.",
    b"<": "een webpagina of XML. Is het ophalen misgegaan?",
}
# An accented letter and a curly quote in UTF-8. Read as windows-1252 they would be “Ã©” and “â€™”.
CERTAINLY_UTF_8 = re.compile(rb"\xc3[\x80-\xbf]|\xe2\x80[\x80-\xbf]")
REPLACEMENT_CHARACTER = "\ufffd"  # left by a program that could not decode a character
LINE_END = re.compile(r"\r\n|\r|\n")


def decoded(content: bytes) -> str:
    """Decode UTF-8 or UTF-16, with or without a byte order mark, or windows-1252.

    Raises Unreadable, for the encodings of old Macs and of DOS too.
    """
    content = as_utf_8(content)
    has_bom = content.startswith(UTF_8_BOM)
    content = content.removeprefix(UTF_8_BOM)
    _refuse_other_formats(content)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        if has_bom:
            text = "Het bestand noemt zich UTF-8, en hier is het dat niet."
            raise Unreadable(text, _line_at(content, error.start)) from None
        if CERTAINLY_UTF_8.search(content):
            text = "Het bestand is in UTF-8, maar hier staat een teken dat dat niet is."
            raise Unreadable(text, _line_at(content, error.start)) from None
        text = _in_windows_1252(content)
    if (offset := text.find(REPLACEMENT_CHARACTER)) >= 0:
        words = f"Hier ging een teken verloren: er staat “{REPLACEMENT_CHARACTER}”."
        raise Unreadable(words, _line_in(text, offset))
    return text.lstrip("\ufeff")  # some programs write it twice


def as_utf_8(content: bytes) -> bytes:
    """Return the content, converted to UTF-8 if it is UTF-16. Raises Unreadable."""
    if content.startswith(UTF_32_BOMS):
        raise Unreadable("Dit is UTF-32. Bewaar het bestand als “CSV UTF-8”.")
    if not (encoding := UTF_16.get(content[:2]) or _utf_16_without_bom(content[:40])):
        return content
    try:
        return content.decode(encoding).removeprefix("\ufeff").encode()
    except UnicodeDecodeError as error:
        line = _line_in(content[: error.start].decode(encoding, "ignore"))
        raise Unreadable("Het bestand is in UTF-16, maar hier is het dat niet.", line) from None


def _utf_16_without_bom(start: bytes) -> str:
    # Headings are ASCII; further on, a curly quote has no zero byte.
    if len(start) < 2 or not start.strip(b"\0"):
        return ""
    if not start[1::2].strip(b"\0"):
        return "utf-16-le"
    return "" if start[::2].strip(b"\0") else "utf-16-be"


def _refuse_other_formats(content: bytes) -> None:
    start = content[:1000].lstrip()
    for signature, description in OTHER_FORMATS.items():
        if start.startswith(signature):
            raise Unreadable(f"Dit is {description}")
    if not content.strip():
        raise Unreadable("Het bestand is leeg.")
    if (offset := content.find(b"\0")) >= 0:
        raise Unreadable("Hier staat een NUL-teken: dit is geen tekst.", _line_at(content, offset))


def _in_windows_1252(content: bytes) -> str:
    # Lines that end in a bare CR come from an old Mac, which encodes accents differently.
    if b"\r" in content and b"\n" not in content:
        line = _line_at(content, next(offset for offset, byte in enumerate(content) if byte > 127))
        raise Unreadable("Dit is bewaard als CSV voor Macintosh. Bewaar het als “CSV UTF-8”.", line)
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        words = "Hier staat een teken dat in UTF-8 noch in windows-1252 bestaat."
        known = original_of(_word_at(content, error.start))
        raise Unreadable(f"{words}{known}", _line_at(content, error.start)) from None
    if (trace := trace_of_another_encoding(text)) is not None:
        words = f"Hier staat “{trace.word}”: dat is geen windows-1252.{original_of(trace.word)}"
        raise Unreadable(f"{words} {SAVE_AS_UTF_8}", _line_in(text, trace.offset))
    return text


def _word_at(content: bytes, offset: int) -> bytes:
    before = re.split(rb"[,;\t\r\n\"]", content[max(0, offset - 100) : offset])[-1]
    return before + re.split(rb"[,;\t\r\n\"]", content[offset : offset + 100])[0]


def _line_at(content: bytes, offset: int) -> int:
    before = content[:offset]
    return before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n") + 1


def _line_in(text: str, offset: int | None = None) -> int:
    return len(LINE_END.findall(text, 0, len(text) if offset is None else offset)) + 1
