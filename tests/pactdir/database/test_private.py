"""Only its owner can read the SQLite database, however it is created."""

import os
import sqlite3
import stat
import subprocess
import sys

import pytest
from django.conf import settings

from pactdir.database.private import PrivateConnection


@pytest.fixture(autouse=True)
def _world_readable_umask():
    before = os.umask(0o022)
    yield
    os.umask(before)


def modes(folder):
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


def connect(path):
    connection = sqlite3.connect(path, factory=PrivateConnection)
    connection.executescript("PRAGMA journal_mode=WAL; CREATE TABLE IF NOT EXISTS a (b);")
    return connection


def test_a_new_database_and_its_journal_files_are_private(tmp_path):
    connection = connect(f"{tmp_path}/a.sqlite3")
    file_modes = modes(tmp_path)
    connection.close()

    assert file_modes == dict.fromkeys(["a.sqlite3", "a.sqlite3-wal", "a.sqlite3-shm"], 0o600)


def test_makes_a_world_readable_database_private_at_the_next_connection(tmp_path):
    first = connect(f"{tmp_path}/a.sqlite3")
    for path in tmp_path.iterdir():
        path.chmod(0o644)
    second = connect(f"{tmp_path}/a.sqlite3")
    file_modes = modes(tmp_path)
    first.close()
    second.close()

    assert file_modes == dict.fromkeys(["a.sqlite3", "a.sqlite3-wal", "a.sqlite3-shm"], 0o600)


def test_another_connection_keeps_the_locks_of_this_process(tmp_path):
    """Closing any handle of a file drops all POSIX locks that the process holds on it."""
    holder = connect(f"{tmp_path}/a.sqlite3")
    # in this mode the locks are on the database file itself
    holder.execute("PRAGMA journal_mode=DELETE")
    holder.execute("BEGIN EXCLUSIVE")
    second_connection = sqlite3.connect(f"{tmp_path}/a.sqlite3", factory=PrivateConnection)
    script = (
        "import sqlite3, sys\n"
        "try:\n    sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')\n"
        "except sqlite3.OperationalError as error:\n    print(error)"
    )
    result = subprocess.run(
        [sys.executable, "-c", script, f"{tmp_path}/a.sqlite3"], capture_output=True, text=True
    )
    second_connection.close()
    holder.close()

    assert result.stdout == "database is locked\n"


def test_leaves_the_error_for_an_invalid_path_to_sqlite(tmp_path):
    with pytest.raises(sqlite3.OperationalError, match="unable to open database file"):
        sqlite3.connect(f"{tmp_path}/nergens/a.sqlite3", factory=PrivateConnection)


def test_every_command_creates_a_private_database(tmp_path):
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "regions", "0001", "--verbosity", "0"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/a.sqlite3"},
        check=True,
    )

    assert modes(tmp_path) == {"a.sqlite3": 0o600}
