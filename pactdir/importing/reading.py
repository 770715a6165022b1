"""Files as they come, read into rows of text: CSV as DUO and CBS write it, and GeoJSON.

Nothing is guessed twice: an encoding, a separator or a number of cells that cannot be told for
certain is a problem with its line, never a row that is half right.
"""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

from pactdir.importing.problems import Problem

# The largest official file is a few hundred kB. Read whole, ten times that stays within memory.
MOST_BYTES = 10_000_000
MOST_COLUMNS = 200
MOST_LINES = 100_000
LONGEST_CELL = 10_000

UTF_8_MARK = b"\xef\xbb\xbf"
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


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
    problems: list[Problem] = field(default_factory=list)

    def lines(self) -> Iterator[Line]:
        """The rows. What is wrong with one of them is added to `problems`, and it is left out."""
        reader = csv.reader(
            StringIO(self._text, newline=""), delimiter=self._separator, strict=True
        )
        begins = 1
        for count in range(MOST_LINES + 2):
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self.problems.append(Problem(self.file, _in_dutch(error), begins))
                return
            here, begins = begins, reader.line_num + 1
            if count == 0 or not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(self.header):
                text = f"Er staan {len(cells)} cellen; boven de kolommen {len(self.header)} namen."
                self.problems.append(Problem(self.file, text, here))
                continue
            # In DUO's files a single space stands for nothing.
            values = [cell.strip() for cell in cells]
            yield Line(here, dict(zip(self.header, values, strict=True)))
        text = f"Er staan meer dan {MOST_LINES} regels in. Dit is niet het bestand dat we kennen."
        self.problems.append(Problem(self.file, text, begins))


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
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise Unreadable(
                f"Het bestand is {size // 1_000_000} MB; meer dan {MOST_BYTES // 1_000_000} MB "
                "lezen we niet."
            )
        return path.read_bytes()
    except OSError as error:
        raise Unreadable("Het bestand is niet te openen.") from error


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, with or without a mark, or else in windows-1252.

    Raises Unreadable, with the line where that can be told.
    """
    if content.startswith(UTF_16_MARKS):
        raise Unreadable("Dit is UTF-16. Bewaar het bestand als “CSV UTF-8”.")
    if not content.strip():
        raise Unreadable("Het bestand is leeg.")
    if (place := content.find(b"\0")) >= 0:
        raise Unreadable("Hier staat een NUL-teken: dit is geen tekst.", _line_at(content, place))
    try:
        return content.removeprefix(UTF_8_MARK).decode()
    except UnicodeDecodeError:
        if content.startswith(UTF_8_MARK):
            raise Unreadable("Het bestand noemt zich UTF-8 en is het niet.") from None
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise Unreadable(
            "Hier staat een teken dat in UTF-8 noch in windows-1252 bestaat.",
            _line_at(content, error.start),
        ) from None


def _line_at(content: bytes, place: int) -> int:
    return content.count(b"\n", 0, place) + 1


def read_sheet(file: str, content: bytes) -> Sheet:
    """A CSV file up to its first row. Raises Unreadable."""
    text = decoded(content)
    csv.field_size_limit(LONGEST_CELL)
    first = text.split("\n", 1)[0].rstrip("\r")
    separator = ";" if _outside_quotes(first, ";") > _outside_quotes(first, ",") else ","
    if (number := _outside_quotes(first, separator) + 1) > MOST_COLUMNS:
        raise Unreadable(
            f"Er staan {number} kolommen in; meer dan {MOST_COLUMNS} lezen we niet.", 1
        )
    try:
        cells = next(csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise Unreadable(_in_dutch(error), 1) from error
    header = [plain_name(cell) for cell in cells]
    for name, count in Counter(header).items():
        if count > 1 and name:
            raise Unreadable("Deze kolom staat er meer dan eens.", 1, name)
    return Sheet(file, header, text, separator)


def plain_name(name: str) -> str:
    """The name of a column without what differs between editions of one file."""
    return " ".join(name.replace("_", " ").replace("-", " ").casefold().split())


def _outside_quotes(line: str, char: str) -> int:
    return "".join(line.split('"')[::2]).count(char)


def read_json(content: bytes) -> Any:
    """What a JSON file holds. Raises Unreadable with its line."""
    text = decoded(content)
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise Unreadable(
            f"Dit is geen JSON: na teken {error.colno} klopt het niet.", error.lineno
        ) from error
    except (RecursionError, ValueError) as error:
        raise Unreadable("Dit is geen JSON dat we kunnen lezen.") from error


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def looks_like_json(content: bytes) -> bool:
    return content.removeprefix(UTF_8_MARK).lstrip()[:1] == b"{"
