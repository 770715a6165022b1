"""Which errors of a database say that it is away, and not that a question to it was wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import psycopg
from django.db import InterfaceError, OperationalError

from pactdir.database.pulse import NotAnswered

# SQLite calls a mistake of ours, like a column that is not there, an OperationalError too.
SQLITE_AWAY = (
    "SQLITE_BUSY",
    "SQLITE_LOCKED",
    "SQLITE_PROTOCOL",
    "SQLITE_CANTOPEN",
    "SQLITE_READONLY",
    "SQLITE_IOERR",
    "SQLITE_FULL",
)
# Trying again would take as long again.
TIMED_OUT = (
    NotAnswered,
    psycopg.errors.ConnectionTimeout,
    psycopg.errors.QueryCanceled,
    psycopg.errors.LockNotAvailable,
)


class CommitInDoubt(OperationalError):
    """The connection broke while committing: nobody knows whether it is stored."""


def outage_in(error: BaseException | None) -> BaseException | None:
    """The error that says the database is away, among those that led to this one."""
    return next((each for each in _causes(error) if _is_outage(each)), None)


def was_cut_off(outage: BaseException) -> bool:
    """Whether a new connection may help at once."""
    cause = outage.__cause__
    return isinstance(cause, psycopg.Error) and not isinstance(cause, TIMED_OUT)


def _is_outage(error: BaseException) -> bool:
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    cause = error.__cause__
    return not isinstance(cause, sqlite3.Error) or cause.sqlite_errorname.startswith(SQLITE_AWAY)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    met: set[int] = set()
    while error is not None and id(error) not in met:
        met.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
