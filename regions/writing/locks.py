"""Advisory locks, for writers that have no row in common to lock."""

from django.db import connection


def lock_until_commit(number: int) -> None:
    """Block until no other transaction holds the lock with this number.

    Numbers are shared by the whole database. SQLite has one write transaction at a time anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
