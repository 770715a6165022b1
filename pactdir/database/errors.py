"""Distinguishes an outage of the database from an error in a query."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import psycopg
from django.db import InterfaceError, OperationalError

from pactdir.database.hang_detector import ServerNotResponding

# SQLite also raises OperationalError for a bad query, such as one with an unknown column.
SQLITE_OUTAGES = (
    "SQLITE_BUSY",
    "SQLITE_LOCKED",
    "SQLITE_PROTOCOL",
    "SQLITE_CANTOPEN",
    "SQLITE_READONLY",
    "SQLITE_IOERR",
    "SQLITE_FULL",
)
# A retry would take just as long.
TIMED_OUT = (
    ServerNotResponding,
    psycopg.errors.ConnectionTimeout,
    psycopg.errors.QueryCanceled,
    psycopg.errors.LockNotAvailable,
)


class CommitInDoubt(OperationalError):
    """The connection broke during COMMIT: the data may or may not be stored."""


def outage_in(error: BaseException | None) -> BaseException | None:
    return next((cause for cause in _causes(error) if _is_outage(cause)), None)


def is_worth_retrying(outage: BaseException) -> bool:
    cause = outage.__cause__
    return isinstance(cause, psycopg.Error) and not isinstance(cause, TIMED_OUT)


def _is_outage(error: BaseException) -> bool:
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    cause = error.__cause__
    return not isinstance(cause, sqlite3.Error) or cause.sqlite_errorname.startswith(SQLITE_OUTAGES)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    visited: set[int] = set()
    while error is not None and id(error) not in visited:
        visited.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
