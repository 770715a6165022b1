"""CSV as DUO and CBS write it, read into rows of text.

A separator or a number of cells that cannot be told for certain is a problem with its line, never
a row that is half right.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO

from pactdir.importing.problems import MOST_IN_A_FILE, Problem
from pactdir.importing.reading.files import LINE_END, Unreadable, decoded

MOST_COLUMNS = 200
MOST_LINES = 100_000
LONGEST_CELL = 10_000
LONGEST_LINE = 1_000_000
SEPARATORS = ",;\t"  # of two that stand there as often, the first
# What Excel writes above a file to tell itself which separator it has: "sep=;".
SEPARATOR_LINE = re.compile(r'"?sep=([,;\t])"?[,;\t]*(?:\r\n|\r|\n)', re.IGNORECASE)


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
