"""Advisory locks, for writers without a common row to lock."""

from django.db import connection


def lock_until_commit(number: int) -> None:
    """Block until no other transaction holds the lock with this number.

    Numbers are shared by the whole database. SQLite allows only one write transaction anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
