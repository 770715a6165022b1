"""A SQLite database is as private as `.env`: session keys and password hashes stand in it."""

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

FOR_OTHERS = 0o077
BESIDE = ("-wal", "-shm")  # SQLite makes these as readable as the database was when it was opened


class PrivateConnection(sqlite3.Connection):
    """For `sqlite3.connect(factory=…)`: the file is private before anything is written in it."""

    def __init__(self, database: str, *args: Any, **kwargs: Any) -> None:
        if not database.startswith(("file:", ":memory:")):
            _make_private(Path(database))
        super().__init__(database, *args, **kwargs)


def _make_private(database: Path) -> None:
    """Never opens a file that is there: closing it again would drop SQLite's locks on it."""
    with suppress(OSError):  # there already, or no place for it, of which SQLite tells
        database.touch(mode=0o600, exist_ok=False)
    for file in (database, *(Path(f"{database}{ending}") for ending in BESIDE)):
        with suppress(OSError):  # not there, or another's
            mode = file.stat().st_mode
            if mode & FOR_OTHERS:
                file.chmod(mode & ~FOR_OTHERS)
