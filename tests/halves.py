"""What takes long, and asks nothing of the kind of database, is done half on each.

A whole run does all of it.
"""

from django.db import connection


def this_half(sqlite, postgresql):
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]
