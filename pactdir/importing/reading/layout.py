"""How a kind of file looks, and of which fields of which model it tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models

from pactdir.importing.reading.columns import Column
from pactdir.importing.reading.json_text import looks_like_json
from pactdir.importing.reading.row_form import RowForm
from pactdir.importing.reading.sheets import Line, Sheet, read_sheet


@dataclass(frozen=True)
class Row:
    """A row of the file that may be written."""

    line: int
    key: str  # by which the file knows it
    cells: dict[str, Any]  # as its form cleaned them
    instance: Any  # of the model, not stored: what it will be where it is new


class Layout:
    """Declared, never instantiated: nothing can be left on it between two steps."""

    name: ClassVar[str]  # as one says it: "gemeenten"
    model: ClassVar[type[models.Model]]
    columns: ClassVar[tuple[Column, ...]]
    form: ClassVar[type[RowForm]]
    key_field: ClassVar[str]  # of the form: by this a row is known
    # What the file says of a row, by field of the model; other fields an import never touches.
    fields: ClassVar[tuple[str, ...]]
    # Fields of which the one says nothing without the other: where an editor changed one, all stay.
    together: ClassVar[tuple[tuple[str, ...], ...]] = ()
    # Fields that say by what another is known: written with that one and never alone.
    along: ClassVar[Mapping[str, str]] = {}
    part: ClassVar[str] = "regel"

    @classmethod
    def lacks(cls, header: Iterable[str]) -> list[str]:
        """The needed columns that are not there, by their first spelling."""
        names = list(header)
        needed = [column for column in cls.columns if column.is_needed]
        return [column.spellings[0] for column in needed if not column.found_in(names)]

    @classmethod
    def recognises(cls, file: str, content: bytes) -> bool:
        return not looks_like_json(content) and not cls.lacks(read_sheet(file, content).header)

    @classmethod
    def open(cls, file: str, content: bytes) -> Sheet:
        """The file up to its first row. Raises Unreadable."""
        return read_sheet(file, content)

    @classmethod
    def cells_of(cls, line: Line) -> dict[str, Any]:
        """The cells of a line by the names of the form."""
        cells = line.cells
        return {
            column.name: cells[heading]
            for column in cls.columns
            if (heading := column.found_in(cells))
        }

    @classmethod
    def heading_of(cls, name: str, sheet: Sheet) -> str:
        """What stands in the file above what the form calls so."""
        column = next((column for column in cls.columns if column.name == name), None)
        heading = (column and column.found_in(sheet.header)) or ""
        return str(sheet.as_written.get(heading, heading))

    @classmethod
    def key(cls, cells: Mapping[str, Any], line: int) -> str:
        return str(cells[cls.key_field])

    @classmethod
    def values_of(cls, row: Row) -> dict[str, Any]:
        """What a row says of its object, where each field has a cell of its name."""
        return {name: row.cells[name] for name in cls.fields}
