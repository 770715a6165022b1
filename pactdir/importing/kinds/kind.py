"""A kind of file, and how each of its rows becomes a row of ours.

A kind says which columns it has, by what a row is known, and in which form a row is checked: the
same checks as in the admin, with Dutch texts. How rows are compared with what stands, and written,
is the same for all kinds (`pactdir/importing/rows.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain, count
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.db import models
from django.utils.text import slugify

from pactdir.importing.reading.columns import Column
from pactdir.importing.reading.json_text import looks_like_json
from pactdir.importing.reading.row_form import RowForm
from pactdir.importing.reading.sheets import Line, Sheet, read_sheet
from regions.directory import NamedModel

if TYPE_CHECKING:
    from pactdir.importing.rows import Checked
    from pactdir.importing.run import Run

BATCH = 500  # rows in one statement


class Kind:
    """What importing one kind of file comes down to."""

    name: ClassVar[str]  # as one says it: "gemeenten"
    model: ClassVar[type[models.Model]]
    columns: ClassVar[tuple[Column, ...]]
    form: ClassVar[type[RowForm]]
    key_field: ClassVar[str]  # of the form: by this a row is known
    # What the file says of a row, by field of the model; other fields an import never touches.
    fields: ClassVar[tuple[str, ...]]
    part: ClassVar[str] = "regel"
    # Fields of which the one says nothing without the other: where an editor changed one, all stay.
    together: ClassVar[tuple[tuple[str, ...], ...]] = ()
    # Fields that say by what another is known: written with that one and never alone.
    along: ClassVar[Mapping[str, str]] = {}
    remark: ClassVar[str] = ""  # what one should know of such files, said after each import
    publisher: ClassVar[str] = "de bron"  # who says so: "DUO"

    def __init__(self, run: Run) -> None:
        self.run = run
        # The keys of rows that `gone()` deleted: no editor did, so they may come back.
        self.forgotten: set[str] = set()

    @classmethod
    def source(cls) -> str:
        """Under which word the settings say where this kind of file is fetched.

        Kinds that tell of the same rows may share it.
        """
        return cls.__name__.lower()

    @classmethod
    def lacks(cls, header: Iterable[str]) -> list[str]:
        """The needed columns that are not there, by their first spelling."""
        names = list(header)
        needed = [one for one in cls.columns if one.is_needed]
        return [one.spellings[0] for one in needed if not one.found_in(names)]

    @classmethod
    def open(cls, file: str, content: bytes) -> Sheet:
        """The file up to its first row. Raises Unreadable."""
        return read_sheet(file, content)

    @classmethod
    def recognises(cls, file: str, content: bytes) -> bool:
        return not looks_like_json(content) and not cls.lacks(read_sheet(file, content).header)

    def cells_of(self, line: Line) -> dict[str, str]:
        """The cells of a line by the names of the form."""
        cells = line.cells
        return {one.name: cells[found] for one in self.columns if (found := one.found_in(cells))}

    def column_of(self, name: str, sheet: Sheet) -> str:
        """What stands in the file above what the form calls so."""
        column = next((one for one in self.columns if one.name == name), None)
        found = (column and column.found_in(sheet.header)) or ""
        return str(sheet.as_written.get(found, found))

    def key(self, cleaned: Mapping[str, Any]) -> str:
        return str(cleaned[self.key_field])

    def before(self, rows: list[dict[str, Any]]) -> None:
        """Make ready what these rows point to."""

    def existing(self) -> Iterator[tuple[str, models.Model]]:
        """What stands already, by the key that the file has for it."""
        for row in self.model._default_manager.all():
            yield str(getattr(row, self.key_field)), row

    def values(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        return {name: cleaned[name] for name in self.fields}

    def guessed(self, cleaned: Mapping[str, Any]) -> set[str]:
        """The fields of which this file says nothing itself, so that another may know better."""
        return set()

    def admitted(self, rows: list[Checked], existing: Collection[str]) -> list[Checked]:
        """The rows that are written; `existing` are the keys of what stands already.

        Of those left out the kind itself says why.
        """
        return rows

    def made(self, rows: list[Any]) -> None:
        """Give new rows what the file does not say, before they are written."""
        if issubclass(self.model, NamedModel):
            self._give_addresses(rows)

    def address_of(self, row: Any) -> str:
        """The words a new row's address is made of."""
        return str(row.name)

    def change(self, row: Any, taken: Mapping[str, Any]) -> None:
        """Fill in what the file says otherwise, before the row is written."""
        for name, value in taken.items():
            setattr(row, name, value)

    def _give_addresses(self, rows: list[Any]) -> None:
        for row in rows:
            row.slug = self.free_address(row)
            row.follow_name()

    def free_address(self, row: Any) -> str:
        """An address that nothing else has or had."""
        taken = self._taken_addresses
        start = slugify(self.address_of(row))[:100] or str(self.model._meta.model_name)
        wanted = chain([start], (f"{start}-{number}" for number in count(2)))
        slug = next(slug for slug in wanted if slug == row.slug or slug not in taken)
        taken.add(slug)
        return slug

    @cached_property
    def _taken_addresses(self) -> set[str]:
        """Asked of the database once for all rows of a file."""
        return cast(type[NamedModel], self.model).taken_addresses()

    def written(self, rows: list[tuple[dict[str, Any], Any]]) -> None:
        """Do what follows, once each row of the file has the row of ours beside it."""

    def gone(self, rows: Mapping[str, models.Model]) -> None:
        """Look at what stood in earlier files and is in none of this import."""

    def also_changed(self) -> dict[str, Any]:
        """What else the site remembers and this file changed: what it was before, by a key."""
        return {}
