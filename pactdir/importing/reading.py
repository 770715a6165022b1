"""Files as they come, read into rows of text: CSV as DUO and CBS write it, and GeoJSON.

Nothing is guessed twice: an encoding, a separator or a number of cells that cannot be told for
certain is a problem with its line, never a row that is half right.
"""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

from pactdir.importing.problems import MOST_IN_A_FILE, Problem

# The largest official file is a few hundred kB. Read whole, ten times that stays within memory.
MOST_BYTES = 10_000_000
MOST_COLUMNS = 200
MOST_LINES = 100_000
LONGEST_CELL = 10_000
LONGEST_LINE = 1_000_000
# Of a point in JSON the lists and numbers take ten times the room that its text does.
MOST_LISTS = 500_000

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
SEPARATORS = ",;\t"  # of two that stand there as often, the first
# What Excel writes above a file to tell itself which separator it has: "sep=;".
SEPARATOR_LINE = re.compile(r'"?sep=([,;\t])"?[,;\t]*(?:\r\n|\r|\n)', re.IGNORECASE)


class Unreadable(Exception):
    """A file that cannot be read any further."""

    def __init__(self, text: str, line: int = 0, column: str = "", value: str = "") -> None:
        super().__init__(text)
        self.text, self.line, self.column, self.value = text, line, column, value

    def problem(self, file: str) -> Problem:
        return Problem(file, self.text, self.line, self.column, self.value)


@dataclass(frozen=True)
class Line:
    """A row of a file: the line it begins on, and its cells by the name above them."""

    number: int
    cells: dict[str, str]


@dataclass
class Sheet:
    """A CSV file: what stands above its columns, and the rows below, read one by one."""

    file: str
    header: list[str]
    _text: str
    _separator: str
    as_written: dict[str, str]  # the names above the columns as the file has them
    header_line: int = 1
    problems: list[Problem] = field(default_factory=list)

    def lines(self) -> Iterator[Line]:
        """The rows. What is wrong with one of them is added to `problems`, and it is left out."""
        reader = csv.reader(_short_lines(self._text), delimiter=self._separator, strict=True)
        above = self.header_line - 1
        begins = self.header_line
        for count in range(MOST_LINES + 2):
            if len(self.problems) >= MOST_IN_A_FILE:
                return
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self.problems.append(Problem(self.file, _in_dutch(error), begins))
                return
            except Unreadable as error:
                self.problems.append(Problem(self.file, error.text, begins))
                return
            here, begins = begins, above + reader.line_num + 1
            if count == 0 or not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(self.header):
                count_in_words = (
                    "Er staat 1 cel" if len(cells) == 1 else f"Er staan {len(cells)} cellen"
                )
                text = f"{count_in_words}; boven de kolommen staan {len(self.header)} namen."
                self.problems.append(Problem(self.file, text, here))
                continue
            # In DUO's files a single space stands for nothing.
            values = [cell.strip() for cell in cells]
            yield Line(here, dict(zip(self.header, values, strict=True)))
        text = f"Er staan meer dan {MOST_LINES} regels in. Dit is niet het bestand dat we kennen."
        self.problems.append(Problem(self.file, text, begins))


def _short_lines(text: str) -> Iterator[str]:
    """The lines, with what ends them. Raises Unreadable at one that would fill the memory."""
    for line in StringIO(text, newline=""):
        if len(line) > LONGEST_LINE:
            raise Unreadable(f"Deze regel is langer dan {LONGEST_LINE} tekens.")
        yield line


def _in_dutch(error: csv.Error) -> str:
    words = str(error)
    if "unexpected end" in words:
        return "Een aanhalingsteken dat hier opent, gaat niet meer dicht."
    if "expected after" in words:
        return "Na een aanhalingsteken staat nog tekst in dezelfde cel."
    if "field larger" in words:
        return f"Een cel is langer dan {LONGEST_CELL} tekens. Ontbreekt er een aanhalingsteken?"
    return "Deze regel is niet als CSV te lezen."


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


def read_sheet(file: str, content: bytes) -> Sheet:
    """A CSV file up to its first row. Raises Unreadable."""
    text = decoded(content)
    csv.field_size_limit(LONGEST_CELL)
    separator, header_line = "", 1
    if named := SEPARATOR_LINE.match(text):
        separator, header_line = named[1], 2
        text = text[named.end() :]
    end = LINE_END.search(text)
    first = text[: end.start()] if end else text
    separator = separator or max(SEPARATORS, key=lambda char: _outside_quotes(first, char))
    if (number := _outside_quotes(first, separator) + 1) > MOST_COLUMNS:
        raise Unreadable(
            f"Er staan {number} kolommen in; meer dan {MOST_COLUMNS} lezen we niet.", header_line
        )
    try:
        rows = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
        cells = next(rows, [])
    except csv.Error as error:
        raise Unreadable(_in_dutch(error), header_line) from error
    if len(cells) > MOST_COLUMNS:  # within quotes there may be more lines to it
        raise Unreadable(f"Er staan meer dan {MOST_COLUMNS} kolommen in.", header_line)
    header = [plain_name(cell) for cell in cells]
    for name, count in Counter(header).items():
        if count > 1 and name:
            raise Unreadable("Deze kolom staat er meer dan eens.", header_line, name)
    as_written = dict(zip(header, (cell.strip() for cell in cells), strict=True))
    return Sheet(file, header, text, separator, as_written, header_line)


def plain_name(name: str) -> str:
    """The name of a column without what differs between editions of one file."""
    return " ".join(name.replace("_", " ").replace("-", " ").casefold().split())


def _outside_quotes(line: str, char: str) -> int:
    return "".join(line.split('"')[::2]).count(char)


def read_json(content: bytes) -> Any:
    """What a JSON file holds. Raises Unreadable with its line."""
    text = decoded(content)
    if (count := text.count("[") + text.count("{")) > MOST_LISTS:
        raise Unreadable(f"Er staan {count} punten en lijsten in; dat is te veel om te lezen.")
    try:
        return json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise Unreadable(
            f"Dit is geen JSON: bij teken {error.colno} klopt het niet.", error.lineno
        ) from error
    except Unreadable as error:
        if error.value and (token := re.search(rf"[\[,:\s]{re.escape(error.value)}\b", text)):
            error.line = text.count("\n", 0, token.end()) + 1
        raise
    except RecursionError as error:
        raise Unreadable("Er zitten te veel lijsten in elkaar.") from error
    except ValueError as error:  # a number of thousands of digits
        raise Unreadable("Er staat een getal in dat te groot is.") from error


def _refuse_constant(name: str) -> None:
    raise Unreadable("Dit is in JSON geen getal.", value=name)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of which every name stands there once; of two, JSON keeps the last unsaid."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(name for name, count in Counter(n for n, _ in pairs).items() if count > 1)
        raise Unreadable("Deze naam staat ergens twee keer in dezelfde vorm.", column=twice)
    return found


def looks_like_json(content: bytes) -> bool:
    return content.removeprefix(UTF_8_MARK).lstrip()[:1] == b"{"
