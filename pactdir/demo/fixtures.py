"""Parse the fixtures: TOML files in which a table is a row and its keys are fields of the model."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pactdir.demo.tables import DemoError, Table, demo_tables, tables_by_name

# The TOML table with default values for all rows of its file.
DEFAULTS_KEY = "every_row"
# Not a field: distinguishes rows with the same key. The first has none, so that
# databases in which it was loaded earlier still recognise it.
ROW_NAME = "row"


@dataclass(frozen=True)
class Row:
    file: str
    table: Table
    number: int
    values: dict[str, Any]  # as in the file
    name: str = ""

    @property
    def reference(self) -> str:
        parts = [str(self.values.get(name, "?")) for name in self.table.key]
        return "/".join([*parts, self.name] if self.name else parts)

    @property
    def key(self) -> str:
        return f"{self.table.name}:{self.reference}"

    @property
    def location(self) -> str:
        return f"{self.file}, rij {self.number} van {self.table.name} ({self.reference})"


def read_fixtures(folder: Path) -> list[Row]:
    """Read the rows in the files of a folder, each after the rows to which it may refer.

    Raises DemoError for a file, table or row that is not valid.
    """
    rows = [row for path in sorted(folder.glob("*.toml")) for row in _read_rows(path)]
    if not rows:
        raise DemoError(f"In {folder} staan geen fixtures.")
    _check(rows)
    order = {table: position for position, table in enumerate(demo_tables())}
    return sorted(rows, key=lambda row: order[row.table])


def _read_rows(path: Path) -> Iterator[Row]:
    content = _parse(path)
    defaults = content.pop(DEFAULTS_KEY, {})
    for name in defaults:
        if not any(table.has_field(name) for table in demo_tables()):
            raise DemoError(f"{path.name}: geen enkele tabel heeft een veld {name!r}.")
    tables = tables_by_name()
    for name, blocks in content.items():
        if name not in tables:
            raise DemoError(f"{path.name}: er is geen tabel [[{name}]].")
        yield from _flatten(path.name, tables[name], blocks, {}, defaults)


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        position = f"regel {line[1]}" if line else "het einde"
        raise DemoError(f"{path.name}: bij {position} is dit geen leesbare TOML.") from error


def _flatten(
    file: str, table: Table, blocks: Any, parent: dict[str, str], defaults: dict[str, Any]
) -> Iterator[Row]:
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise DemoError(
            f"{file}: schrijf elke rij van {table.name} als [[{table.name}]] of {{...}}."
        )
    for number, block in enumerate(blocks, start=1):
        nested = {name: value for name, value in block.items() if table.child(name)}
        applicable = {name: value for name, value in defaults.items() if table.has_field(name)}
        fields = {name: value for name, value in block.items() if name not in nested}
        name = str(fields.pop(ROW_NAME, ""))
        row = Row(file, table, number, {**applicable, **parent, **fields}, name)
        yield row
        for name, children in nested.items():
            child_table, foreign_key = table.child(name) or (table, "")
            yield from _flatten(file, child_table, children, {foreign_key: row.reference}, defaults)


def _check(rows: list[Row]) -> None:
    first_by_key: dict[str, Row] = {}
    for row in rows:
        if missing := [name for name in row.table.key if name not in row.values]:
            raise DemoError(f"{row.location}: {', '.join(missing)} ontbreekt.")
        if row.key in first_by_key:
            raise DemoError(f"{row.location}: staat er al, in {first_by_key[row.key].location}.")
        first_by_key[row.key] = row
