"""Derives municipalities and neighbours from boundary files, unless a table states them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pactdir.importing.detection import FilesByKind
from pactdir.importing.kinds.boundaries import Boundaries
from pactdir.importing.kinds.outlined import Derived, DerivedRows
from pactdir.importing.run import Run


def derived_rows(
    kind: type[Derived], files: FilesByKind, run: Run
) -> Iterator[tuple[Path, bytes, DerivedRows]]:
    """Yield the path and content of each boundary file, and the rows derived from it."""
    if kind.table in files:
        return
    contents = dict(files.get(Boundaries, []))
    derived = {
        path: rows
        for path, areas in run.area_files.municipalities.items()
        if (rows := kind.derive(path.name, areas, run))
    }
    run.remaining_files[kind.name] = len(derived)
    for path, rows in derived.items():  # newest first, as in `files`
        yield path, contents[path], DerivedRows(path.name, rows)
