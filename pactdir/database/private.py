"""SQLite files with mode 0600: they hold session keys and password hashes."""

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

GROUP_AND_OTHERS = 0o077
# SQLite creates these with the mode the database had when opened
COMPANION_SUFFIXES = ("-wal", "-shm")


class PrivateConnection(sqlite3.Connection):
    """A `factory` for `sqlite3.connect`: the file is private before anything is written."""

    def __init__(self, database: str, *args: Any, **kwargs: Any) -> None:
        if not database.startswith(("file:", ":memory:")):
            _make_private(Path(database))
        super().__init__(database, *args, **kwargs)


def _make_private(database: Path) -> None:
    # Never open an existing file: closing it would drop SQLite's POSIX locks on it.
    with suppress(OSError):  # the file exists, or cannot be created, which SQLite will report
        database.touch(mode=0o600, exist_ok=False)
    for file in (database, *(Path(f"{database}{suffix}") for suffix in COMPANION_SUFFIXES)):
        with suppress(OSError):  # missing, or owned by another user
            mode = file.stat().st_mode
            if mode & GROUP_AND_OTHERS:
                file.chmod(mode & ~GROUP_AND_OTHERS)
