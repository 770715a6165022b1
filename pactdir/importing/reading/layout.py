"""The layout of a kind of file, and the model fields that it fills."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models

from pactdir.importing.reading.cell_form import CellForm
from pactdir.importing.reading.columns import Column
from pactdir.importing.reading.json_text import looks_like_json
from pactdir.importing.reading.row_form import RowForm
from pactdir.importing.reading.sheets import Line, Sheet, header_of, read_sheet
from pactdir.models import ImportedRow


@dataclass(frozen=True)
class Row:
    """A valid row of a file."""

    line: int
    key: str  # identifies the row within its kind of file
    cells: dict[str, Any]  # the form's cleaned data
    instance: Any  # unsaved, of the model; saved if the row is new


class Layout:
    """Never instantiated, so that it cannot hold state between two steps."""

    name: ClassVar[str]  # shown to users: "gemeenten"
    model: ClassVar[type[models.Model]]
    columns: ClassVar[tuple[Column, ...]]
    form: ClassVar[type[RowForm] | type[CellForm]]
    key_field: ClassVar[str]  # form field that identifies a row
    # Model fields that the file fills; an import never touches other fields.
    fields: ClassVar[tuple[str, ...]]
    # Fields that only make sense together: if an editor changed one, the import writes none.
    field_groups: ClassVar[tuple[tuple[str, ...], ...]] = ()
    # Fields that describe another field, keyed by its name: written with that field and never
    # alone.
    dependent_fields: ClassVar[Mapping[str, str]] = {}
    # Rows missing from a file are treated as deleted, so an older file does not restore them.
    is_complete: ClassVar[bool] = False
    # The field with the name of a code, which rarely changes: if many differ, a column has shifted.
    identifying_name: ClassVar[str] = ""
    part: ClassVar[str] = "regel"
    # Names of less authoritative kinds, whose values this kind overwrites.
    supersedes: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def missing_columns(cls, header: Iterable[str]) -> list[str]:
        names = list(header)
        required = [column for column in cls.columns if column.is_required]
        return [column.spellings[0] for column in required if not column.heading_in(names)]

    @classmethod
    def recognises(cls, file: str, content: bytes) -> bool:
        return not looks_like_json(content) and not cls.missing_columns(header_of(file, content))

    @classmethod
    def open(cls, file: str, content: bytes) -> Sheet:
        """Reads only the header. Raises Unreadable."""
        return read_sheet(file, content)

    @classmethod
    def cells_of(cls, line: Line) -> dict[str, Any]:
        cells = line.cells
        return {
            column.name: cells[heading]
            for column in cls.columns
            if (heading := column.heading_in(cells))
        }

    @classmethod
    def heading_of(cls, name: str, sheet: Sheet) -> str:
        column = next((column for column in cls.columns if column.name == name), None)
        heading = (column and column.heading_in(sheet.header)) or ""
        return str(sheet.original_header.get(heading, heading))

    @classmethod
    def key(cls, cells: Mapping[str, Any], line: int) -> str:
        return str(cells[cls.key_field])

    @classmethod
    def would_remove(cls, imported: ImportedRow, existing: Any) -> bool:
        """Whether the absence of this row from a complete file changes something."""
        return cls.is_complete

    @classmethod
    def values_of(cls, row: Row) -> dict[str, Any]:
        return {name: row.cells[name] for name in cls.fields}
