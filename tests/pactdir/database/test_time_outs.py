"""Every wait for a database ends, for a visitor sooner than for a command."""

import os
import sqlite3
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.utils import ConnectionHandler

from pactdir.database.errors import outage_in
from pactdir.database.time_outs import COMMAND, SERVES_VISITORS, SERVING, with_time_outs
from pactdir.environment import _database

POSTGRESQL = "postgresql://a@b/c"
SHOW = """
from {} import {}
from django.conf import settings
print(settings.DATABASES["default"]["OPTIONS"])
"""


def options(address, *, serving, tmp_path):
    return with_time_outs(_database(address, tmp_path), serving=serving)["OPTIONS"]


def test_postgresql_is_waited_for_so_long(tmp_path):
    serving = options(POSTGRESQL, serving=True, tmp_path=tmp_path)
    command = options(POSTGRESQL, serving=False, tmp_path=tmp_path)

    assert serving == {
        "connect_timeout": 2,
        "options": "-c statement_timeout=15s -c lock_timeout=10s"
        " -c idle_in_transaction_session_timeout=120s",
        "keepalives": 1,
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 2,
        "tcp_user_timeout": 10_000,
        "give_up_after": 20,
        "look_for_silence": True,
    }
    assert command["look_for_silence"] is False
    for name in ["connect_timeout", "give_up_after"]:
        assert command[name] > serving[name]
    assert all(COMMAND[name] > SERVING[name] for name in SERVING)


def test_sqlite_waits_so_long_for_who_writes(tmp_path):
    serving = options("sqlite:///a", serving=True, tmp_path=tmp_path)
    command = options("sqlite:///a", serving=False, tmp_path=tmp_path)

    assert (serving["timeout"], command["timeout"]) == (10, 120)
    assert serving["transaction_mode"] == "IMMEDIATE"


def test_what_the_address_says_itself_holds(tmp_path):
    address = f"{POSTGRESQL}?connect_timeout=7&sslmode=require"
    found = options(address, serving=True, tmp_path=tmp_path)

    assert (found["connect_timeout"], found["sslmode"]) == (7, "require")
    assert found["give_up_after"] == 20


@pytest.mark.parametrize(
    ("imported", "serves"), [(("pactdir.wsgi", "application"), True), (("django", "setup"), False)]
)
def test_only_what_serves_visitors_is_in_a_hurry(imported, serves):
    """In a process of its own, by the way it starts."""
    environment = os.environ | {"DATABASE_URL": POSTGRESQL}
    environment.pop(SERVES_VISITORS, None)
    run = [sys.executable, "-c", SHOW.format(*imported)]
    done = subprocess.run(
        run,
        cwd=settings.BASE_DIR,
        env=environment | {"DJANGO_SETTINGS_MODULE": "pactdir.settings"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert (f"'look_for_silence': {serves}" in done.stdout) is True


@pytest.mark.django_db
def test_the_database_knows_them():
    asked = {
        "sqlite": {"PRAGMA busy_timeout": 120_000},
        "postgresql": {
            "SHOW statement_timeout": "15min",
            "SHOW lock_timeout": "1min",
            "SHOW idle_in_transaction_session_timeout": "15min",
        },
    }[connection.vendor]
    with connection.cursor() as cursor:
        for question, answer in asked.items():
            cursor.execute(question)
            assert cursor.fetchone()[0] == answer, question


# --- what SQLite calls an OperationalError ---


@pytest.fixture
def sqlite(tmp_path, db):
    """A connection of Django's to a database in that folder, that waits for nobody."""

    def connected(name="a.sqlite3"):
        handler = ConnectionHandler(
            {
                "default": {
                    "ENGINE": "django.db.backends.sqlite3",
                    "NAME": str(tmp_path / name),
                    "OPTIONS": {"timeout": 0},
                }
            }
        )
        opened.append(handler["default"])
        return opened[-1]

    opened = []
    yield connected
    for one in opened:
        one.close()


def failing(ask):
    with pytest.raises(DatabaseError) as found:
        ask()
    return found.value


def test_a_database_that_is_locked_or_not_there_is_away(sqlite, tmp_path):
    other = sqlite3.connect(tmp_path / "a.sqlite3", isolation_level=None)
    other.execute("CREATE TABLE a (b)")
    other.execute("BEGIN EXCLUSIVE")
    locked = failing(lambda: sqlite().cursor().execute("INSERT INTO a VALUES (1)"))
    other.close()
    away = failing(lambda: sqlite("nergens/a.sqlite3").cursor())

    assert (str(locked), outage_in(locked)) == ("database is locked", locked)
    assert (str(away), outage_in(away)) == ("unable to open database file", away)


def test_a_mistake_in_a_question_is_not(sqlite):
    mistake = failing(lambda: sqlite().cursor().execute("SELECT b FROM nergens"))

    assert outage_in(mistake) is None
