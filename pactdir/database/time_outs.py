"""How long the site, and a command, waits for its database. All in seconds, but where it says."""

from __future__ import annotations

from typing import Any

from pactdir.database.private import PrivateConnection

SERVES_VISITORS = "PACTDIR_SERVES_VISITORS"  # in the environment, set by pactdir/wsgi.py
SQLITE = "django.db.backends.sqlite3"
# SQLite waits so long for who is writing: a save takes a tenth of a second, an import half a
# minute at most.
SQLITE_SERVING, SQLITE_COMMAND = 10, 120

# What the server itself breaks off. A page takes a hundredth of a second and the longest statement
# of an import one or two; a save may have to wait for an import.
SERVING = {"statement_timeout": 15, "lock_timeout": 10, "idle_in_transaction_session_timeout": 120}
# Migrations and imports have a table to themselves, and time; for a lock others wait behind them.
COMMAND = {"statement_timeout": 900, "lock_timeout": 60, "idle_in_transaction_session_timeout": 900}
# A server that is stopped breaks nothing off: then it is given up from here.
LATER = 5
CONNECTING_SERVING, CONNECTING_COMMAND = 2, 10  # psycopg takes no less than two
# Of a server at the other end of a network that is gone.
UNREACHABLE = {
    "keepalives": 1,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": 10_000,  # milliseconds
}


def with_time_outs(database: dict[str, Any], *, serving: bool) -> dict[str, Any]:
    """The setting of a database; what its address says of a time-out itself, holds."""
    make = _sqlite if database["ENGINE"] == SQLITE else _postgresql
    options = make(serving) | database.get("OPTIONS", {})
    return database | {"OPTIONS": options}


def _sqlite(serving: bool) -> dict[str, Any]:
    return {
        # A writer takes its lock at once, so two never wait for each other; readers go on beside.
        "transaction_mode": "IMMEDIATE",
        "timeout": SQLITE_SERVING if serving else SQLITE_COMMAND,
        "factory": PrivateConnection,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }


def _postgresql(serving: bool) -> dict[str, Any]:
    by_server = SERVING if serving else COMMAND
    return {
        "connect_timeout": CONNECTING_SERVING if serving else CONNECTING_COMMAND,
        "options": " ".join(f"-c {name}={seconds}s" for name, seconds in by_server.items()),
        **UNREACHABLE,
        # Read by our own backend.
        "give_up_after": by_server["statement_timeout"] + LATER,
        "look_for_silence": serving,
    }
