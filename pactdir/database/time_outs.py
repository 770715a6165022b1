"""Database timeouts for the site and for commands, in seconds unless noted otherwise."""

from __future__ import annotations

from typing import Any

from pactdir.database.private import PrivateConnection

SERVES_VISITORS = "PACTDIR_SERVES_VISITORS"  # environment variable set by pactdir/wsgi.py
SQLITE = "django.db.backends.sqlite3"
# How long to wait for another writer: a save takes 0.1 s, an import up to half a minute.
SQLITE_SERVING, SQLITE_COMMAND = 10, 120

# Enforced by the server. A page takes 0.01 s, the longest statement of an import one or two
# seconds; a save may have to wait for an import.
SERVING = {"statement_timeout": 15, "lock_timeout": 10, "idle_in_transaction_session_timeout": 120}
# Migrations and imports may take long, but other connections queue behind the locks they wait for.
COMMAND = {"statement_timeout": 900, "lock_timeout": 60, "idle_in_transaction_session_timeout": 900}
# A suspended server cancels no statement, so the client gives up this many seconds later.
CLIENT_MARGIN = 5
CONNECT_TIMEOUT_SERVING, CONNECT_TIMEOUT_COMMAND = 2, 10  # psycopg's minimum is two seconds
# Detect a server that has become unreachable.
KEEPALIVES = {
    "keepalives": 1,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": 10_000,  # milliseconds
}


def with_time_outs(database: dict[str, Any], *, serving: bool) -> dict[str, Any]:
    """Add timeouts to a DATABASES entry; those in DATABASE_URL take precedence."""
    options_for = _sqlite if database["ENGINE"] == SQLITE else _postgresql
    options = options_for(serving) | database.get("OPTIONS", {})
    return database | {"OPTIONS": options}


def _sqlite(serving: bool) -> dict[str, Any]:
    return {
        # A writer locks at once, so that two cannot deadlock; in WAL mode readers continue.
        "transaction_mode": "IMMEDIATE",
        "timeout": SQLITE_SERVING if serving else SQLITE_COMMAND,
        "factory": PrivateConnection,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }


def _postgresql(serving: bool) -> dict[str, Any]:
    server_timeouts = SERVING if serving else COMMAND
    return {
        "connect_timeout": CONNECT_TIMEOUT_SERVING if serving else CONNECT_TIMEOUT_COMMAND,
        "options": " ".join(f"-c {name}={seconds}s" for name, seconds in server_timeouts.items()),
        **KEEPALIVES,
        # Options of our own backend (pactdir/database/postgresql).
        "client_timeout": server_timeouts["statement_timeout"] + CLIENT_MARGIN,
        "detect_hangs": serving,
    }
