"""Read the fixtures: TOML files in which a block is a row and its keys are the model's fields."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pactdir.demo.tables import DemoError, Table, demo_tables, table_named

# The block with what holds for each row of its file that says nothing else.
EVERY_ROW = "every_row"


@dataclass(frozen=True)
class Row:
    """One row of a fixture, as written."""

    file: str
    table: Table
    number: int
    written: dict[str, Any]

    @property
    def reference(self) -> str:
        """How other rows call this one: "tabor-college-d-ampte", "hoorn/Hoorn"."""
        return "/".join(str(self.written.get(name, "?")) for name in self.table.key)

    @property
    def key(self) -> str:
        return f"{self.table.name}:{self.reference}"

    @property
    def where(self) -> str:
        """ "amstelland.toml, rij 3 van school (panta-rhei)": where an author has to look."""
        return f"{self.file}, rij {self.number} van {self.table.name} ({self.reference})"


def read_fixtures(folder: Path) -> list[Row]:
    """All rows of a folder's files, each after the rows it may refer to.

    Raises DemoError for a file, table or row that cannot be read.
    """
    rows = [row for path in sorted(folder.glob("*.toml")) for row in _rows_of(path)]
    if not rows:
        raise DemoError(f"In {folder} staan geen fixtures.")
    _check(rows)
    order = {table: place for place, table in enumerate(demo_tables())}
    return sorted(rows, key=lambda row: order[row.table])


def _rows_of(path: Path) -> Iterator[Row]:
    content = _parsed(path)
    defaults = content.pop(EVERY_ROW, {})
    for name in defaults:
        if not any(table.has(name) for table in demo_tables()):
            raise DemoError(f"{path.name}: geen enkele tabel heeft een veld {name!r}.")
    tables = table_named()
    for name, blocks in content.items():
        if name not in tables:
            raise DemoError(f"{path.name}: er is geen tabel [[{name}]].")
        yield from _flat(path.name, tables[name], blocks, {}, defaults)


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        place = f"regel {line[1]}" if line else "het einde"
        raise DemoError(f"{path.name}: bij {place} is dit geen leesbare TOML.") from error


def _flat(
    file: str, table: Table, blocks: Any, parent: dict[str, str], defaults: dict[str, Any]
) -> Iterator[Row]:
    """The rows of these blocks, and of the blocks within them."""
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise DemoError(
            f"{file}: schrijf elke rij van {table.name} als [[{table.name}]] of {{...}}."
        )
    for number, block in enumerate(blocks, start=1):
        within = {name: value for name, value in block.items() if table.child(name)}
        fitting = {name: value for name, value in defaults.items() if table.has(name)}
        own = {name: value for name, value in block.items() if name not in within}
        row = Row(file, table, number, {**fitting, **parent, **own})
        yield row
        for name, children in within.items():
            child_table, back = table.child(name) or (table, "")
            yield from _flat(file, child_table, children, {back: row.reference}, defaults)


def _check(rows: list[Row]) -> None:
    first: dict[str, Row] = {}
    for row in rows:
        if missing := [name for name in row.table.key if name not in row.written]:
            raise DemoError(f"{row.where}: {', '.join(missing)} ontbreekt.")
        if row.key in first:
            raise DemoError(f"{row.where}: staat er al, in {first[row.key].where}.")
        first[row.key] = row
