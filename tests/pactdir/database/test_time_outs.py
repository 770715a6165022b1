"""Waiting for the database times out: soon while serving visitors, late in commands."""

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


def test_time_outs_of_postgresql(tmp_path):
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
        "client_timeout": 20,
        "detect_hangs": True,
    }
    assert command["detect_hangs"] is False
    for name in ["connect_timeout", "client_timeout"]:
        assert command[name] > serving[name]
    assert all(COMMAND[name] > SERVING[name] for name in SERVING)


def test_time_outs_of_sqlite(tmp_path):
    serving = options("sqlite:///a", serving=True, tmp_path=tmp_path)
    command = options("sqlite:///a", serving=False, tmp_path=tmp_path)

    assert (serving["timeout"], command["timeout"]) == (10, 120)
    assert serving["transaction_mode"] == "IMMEDIATE"


def test_options_in_the_url_take_precedence(tmp_path):
    address = f"{POSTGRESQL}?connect_timeout=7&sslmode=require"
    parsed = options(address, serving=True, tmp_path=tmp_path)

    assert (parsed["connect_timeout"], parsed["sslmode"]) == (7, "require")
    assert parsed["client_timeout"] == 20


@pytest.mark.parametrize(
    ("imported", "serves"), [(("pactdir.wsgi", "application"), True), (("django", "setup"), False)]
)
def test_only_wsgi_has_short_time_outs(imported, serves):
    """In a separate process, since it depends on how the process starts."""
    environment = os.environ | {"DATABASE_URL": POSTGRESQL}
    environment.pop(SERVES_VISITORS, None)
    run = [sys.executable, "-c", SHOW.format(*imported)]
    result = subprocess.run(
        run,
        cwd=settings.BASE_DIR,
        env=environment | {"DJANGO_SETTINGS_MODULE": "pactdir.settings"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert (f"'detect_hangs': {serves}" in result.stdout) is True


@pytest.mark.django_db
def test_the_database_uses_the_time_outs():
    expected = {
        "sqlite": {"PRAGMA busy_timeout": 120_000},
        "postgresql": {
            "SHOW statement_timeout": "15min",
            "SHOW lock_timeout": "1min",
            "SHOW idle_in_transaction_session_timeout": "15min",
        },
    }[connection.vendor]
    with connection.cursor() as cursor:
        for query, value in expected.items():
            cursor.execute(query)
            assert cursor.fetchone()[0] == value, query


# Operational errors of SQLite


@pytest.fixture
def sqlite(tmp_path, db):
    """Opens Django connections to databases in the folder, with a time-out of zero."""

    def connect(name="a.sqlite3"):
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
    yield connect
    for opened_connection in opened:
        opened_connection.close()


def error_of(call):
    with pytest.raises(DatabaseError) as error:
        call()
    return error.value


def test_a_locked_or_missing_database_is_an_outage(sqlite, tmp_path):
    other = sqlite3.connect(tmp_path / "a.sqlite3", isolation_level=None)
    other.execute("CREATE TABLE a (b)")
    other.execute("BEGIN EXCLUSIVE")
    locked = error_of(lambda: sqlite().cursor().execute("INSERT INTO a VALUES (1)"))
    other.close()
    missing = error_of(lambda: sqlite("nergens/a.sqlite3").cursor())

    assert (str(locked), outage_in(locked)) == ("database is locked", locked)
    assert (str(missing), outage_in(missing)) == ("unable to open database file", missing)


def test_an_invalid_query_is_not_an_outage(sqlite):
    error = error_of(lambda: sqlite().cursor().execute("SELECT b FROM nergens"))

    assert outage_in(error) is None
