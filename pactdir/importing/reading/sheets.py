"""Reads CSV as published by DUO and CBS into rows of text.

An ambiguous separator or a wrong number of cells is reported with its line, never guessed.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from io import StringIO

from pactdir.importing.problems import MAX_PROBLEMS_PER_FILE, Problem
from pactdir.importing.reading.encodings import LINE_END, UTF_8_BOM, decoded
from pactdir.importing.reading.files import Unreadable

MAX_COLUMNS = 200
MAX_LINES = 100_000
MAX_CELL_LENGTH = 10_000
MAX_LINE_LENGTH = 1_000_000
SEPARATORS = ",;\t"  # if they are equally frequent, the first wins
# The first line in which Excel states the separator: "sep=;".
SEPARATOR_LINE = re.compile(r'"?sep=([,;\t])"?[,;\t]*(?:\r\n|\r|\n)', re.IGNORECASE)


SHIFTED_CELLS = (
    "Hier staat iets onder een kolom zonder naam: de cellen zijn verschoven. Misschien is het "
    "bestand met het verkeerde scheidingsteken geopend en weer bewaard. Dan begint een komma in "
    "een getal een nieuwe cel. Haal het opnieuw op, en bewaar het niet vanuit een rekenblad."
)


@dataclass(frozen=True)
class Line:
    """`number` is the line on which the row begins; `cells` are by normalised heading."""

    number: int
    cells: dict[str, str]


@dataclass
class Sheet:
    """A CSV file; its rows are read one by one."""

    file: str
    header: list[str]
    _text: str
    _separator: str
    original_header: dict[str, str]  # headings as in the file, by normalised heading
    header_line: int = 1
    problems: list[Problem] = field(default_factory=list)

    def lines(self) -> Iterator[Line]:
        """Skip rows with a problem, and add that to `problems`."""
        reader = csv.reader(_short_lines(self._text), delimiter=self._separator, strict=True)
        lines_before_header = self.header_line - 1
        next_line = self.header_line
        for count in range(MAX_LINES + 2):
            if len(self.problems) >= MAX_PROBLEMS_PER_FILE:
                return
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self.problems.append(Problem(self.file, _dutch_message(error), next_line))
                return
            except Unreadable as error:
                self.problems.append(Problem(self.file, error.text, next_line))
                return
            line, next_line = next_line, lines_before_header + reader.line_num + 1
            if count == 0 or not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(self.header):
                count_in_words = (
                    "Er staat 1 cel" if len(cells) == 1 else f"Er staan {len(cells)} cellen"
                )
                text = f"{count_in_words}; boven de kolommen staan {len(self.header)} namen."
                self.problems.append(Problem(self.file, text, line))
                continue
            # In DUO's files a single space is an empty cell.
            values = [cell.strip() for cell in cells]
            if any(value for value, name in zip(values, self.header, strict=True) if not name):
                self.problems.append(Problem(self.file, SHIFTED_CELLS, line))
                return  # the following lines have the same problem
            yield Line(line, dict(zip(self.header, values, strict=True)))
        text = f"Er staan meer dan {MAX_LINES} regels in. Dit is niet het bestand dat we kennen."
        self.problems.append(Problem(self.file, text, next_line))


def _short_lines(text: str) -> Iterator[str]:
    for line in StringIO(text, newline=""):
        if len(line) > MAX_LINE_LENGTH:
            raise Unreadable(f"Deze regel is langer dan {MAX_LINE_LENGTH} tekens.")
        yield line


def _dutch_message(error: csv.Error) -> str:
    words = str(error)
    if "unexpected end" in words:
        return "Een aanhalingsteken dat hier opent, gaat niet meer dicht."
    if "expected after" in words:
        return "Na een aanhalingsteken staat nog tekst in dezelfde cel."
    if "field larger" in words:
        return f"Een cel is langer dan {MAX_CELL_LENGTH} tekens. Ontbreekt er een aanhalingsteken?"
    return "Deze regel is niet als CSV te lezen."


def read_sheet(file: str, content: bytes) -> Sheet:
    """Reads the header only. Raises Unreadable."""
    text = decoded(content)
    csv.field_size_limit(MAX_CELL_LENGTH)
    separator, header_line = "", 1
    if separator_line := SEPARATOR_LINE.match(text):
        separator, header_line = separator_line[1], 2
        text = text[separator_line.end() :]
    end = LINE_END.search(text)
    first_line = text[: end.start()] if end else text
    separator = separator or max(
        SEPARATORS, key=lambda char: _count_outside_quotes(first_line, char)
    )
    if (column_count := _count_outside_quotes(first_line, separator) + 1) > MAX_COLUMNS:
        raise Unreadable(
            f"Er staan {column_count} kolommen in; meer dan {MAX_COLUMNS} lezen we niet.",
            header_line,
        )
    try:
        rows = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
        cells = next(rows, [])
    except csv.Error as error:
        raise Unreadable(_dutch_message(error), header_line) from error
    if len(cells) > MAX_COLUMNS:  # a quoted heading may span lines
        raise Unreadable(f"Er staan meer dan {MAX_COLUMNS} kolommen in.", header_line)
    header = [normal_heading(cell) for cell in cells]
    for name, count in Counter(header).items():
        if count > 1 and name:
            raise Unreadable("Deze kolom staat er meer dan eens.", header_line, name)
    original_header = dict(zip(header, (cell.strip() for cell in cells), strict=True))
    return Sheet(file, header, text, separator, original_header, header_line)


@lru_cache(maxsize=1)
def header_of(file: str, content: bytes) -> list[str]:
    """The header as `read_sheet` reads it, which decodes the whole file.

    All kinds ask for that of one file. Call `cache_clear` after the last, since files may be large.
    """
    return read_sheet(file, content).header


def first_headings(content: bytes) -> list[str]:
    """The headings of a file that `read_sheet` may refuse, as far as they can be made out."""
    text = content.removeprefix(UTF_8_BOM).replace(b"\0", b"").decode("latin-1")
    lines = SEPARATOR_LINE.sub("", text, count=1).splitlines() or [""]
    return [normal_heading(cell.strip('"')) for cell in re.split(f"[{SEPARATORS}]", lines[0])]


def normal_heading(name: str) -> str:
    return " ".join(name.replace("_", " ").replace("-", " ").casefold().split())


def _count_outside_quotes(line: str, char: str) -> int:
    return "".join(line.split('"')[::2]).count(char)
