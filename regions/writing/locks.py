"""One writer at a time, where locking rows cannot say which."""

from django.db import connection


def lock_until_commit(number: int) -> None:
    """Wait for any other transaction that took this number, which is one for all of a database.

    SQLite's own transaction already is the only one.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
