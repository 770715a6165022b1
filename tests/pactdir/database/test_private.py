"""Nobody but its owner reads the SQLite database, whoever made it and however."""

import os
import sqlite3
import stat
import subprocess
import sys

import pytest
from django.conf import settings

from pactdir.database.private import PrivateConnection


@pytest.fixture(autouse=True)
def _everyone_reads_what_is_made():
    before = os.umask(0o022)
    yield
    os.umask(before)


def modes(folder):
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


def connect(path):
    connection = sqlite3.connect(path, factory=PrivateConnection)
    connection.executescript("PRAGMA journal_mode=WAL; CREATE TABLE IF NOT EXISTS a (b);")
    return connection


def test_a_new_database_and_what_lies_beside_it_are_their_owners(tmp_path):
    connection = connect(f"{tmp_path}/a.sqlite3")
    found = modes(tmp_path)
    connection.close()

    assert found == dict.fromkeys(["a.sqlite3", "a.sqlite3-wal", "a.sqlite3-shm"], 0o600)


def test_one_that_everyone_could_read_is_its_owners_from_the_next_connection(tmp_path):
    first = connect(f"{tmp_path}/a.sqlite3")
    for path in tmp_path.iterdir():
        path.chmod(0o644)
    second = connect(f"{tmp_path}/a.sqlite3")
    found = modes(tmp_path)
    first.close()
    second.close()

    assert found == dict.fromkeys(["a.sqlite3", "a.sqlite3-wal", "a.sqlite3-shm"], 0o600)


def test_a_connection_more_leaves_the_locks_of_this_process(tmp_path):
    """A file that is opened and closed again takes every lock of its process with it."""
    holder = connect(f"{tmp_path}/a.sqlite3")
    holder.execute("PRAGMA journal_mode=DELETE")  # its locks lie on the database file itself
    holder.execute("BEGIN EXCLUSIVE")
    connect_again = sqlite3.connect(f"{tmp_path}/a.sqlite3", factory=PrivateConnection)
    asked = (
        "import sqlite3, sys\n"
        "try:\n    sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')\n"
        "except sqlite3.OperationalError as error:\n    print(error)"
    )
    told = subprocess.run(
        [sys.executable, "-c", asked, f"{tmp_path}/a.sqlite3"], capture_output=True, text=True
    )
    connect_again.close()
    holder.close()

    assert told.stdout == "database is locked\n"


def test_where_no_database_can_be_sqlite_says_so_itself(tmp_path):
    with pytest.raises(sqlite3.OperationalError, match="unable to open database file"):
        sqlite3.connect(f"{tmp_path}/nergens/a.sqlite3", factory=PrivateConnection)


def test_every_command_makes_a_private_one(tmp_path):
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "regions", "0001", "--verbosity", "0"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/a.sqlite3"},
        check=True,
    )

    assert modes(tmp_path) == {"a.sqlite3": 0o600}
