"""Names in the index that begin so, or have a word that does: for who is still typing.

In plain SQL: it is asked at every letter, and the ORM takes longer to put it than a database to
answer it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from pactdir.models import EntryKind
from pactdir.search.engine import TABLE, Word, binary, hits, visible
from pactdir.search.words import TITLE
from schools.models import SchoolName

# What has a name of its own, in the order of a list. Municipalities stand among the places.
KINDS = [EntryKind.REGION, EntryKind.SCHOOL, EntryKind.THEME, EntryKind.PARTNER]
LAST_LETTER = "\x7f"  # behind every letter of a folded name


class Name(NamedTuple):
    id: int
    kind: str
    object_id: int
    title: str
    address: str
    shown: Any
    folded_title: str

    @property
    def order(self) -> tuple[int, str, int]:
        return KINDS.index(EntryKind(self.kind)), self.folded_title, self.id


COLUMNS = ", ".join(f"e.{field}" for field in Name._fields)
FORMER = SchoolName._meta.db_table
# Where the condition, and what narrows it further, are filled in.
OF_ONE_KIND = "{table} e WHERE e.kind = %s AND {name} >= %s AND {name} < %s"
FORMERLY = (
    "{table} e WHERE e.kind = %s AND e.object_id IN"
    " (SELECT school_id FROM {former} WHERE ' ' || folded_name LIKE %s)"
)


def names_with(start: str, on: date, *, with_examples: bool, most: int) -> list[Name]:
    """At most so many whose name begins so, then those with a word that does; two queries at most.

    `start` is folded: letters, digits and single spaces.
    """
    seen, days = visible(on, with_examples=with_examples)
    within = [start, start + LAST_LETTER]
    begun = _ask(((OF_ONE_KIND, [kind, *within]) for kind in KINDS), seen, days, most)
    found = {row.id: row for row in begun}
    if len(found) < most:
        *words, last = start.split()
        title = [[[Word(f"{TITLE}{word}")]] for word in words] + [[[Word(f"{TITLE}{last}", True)]]]
        with_word, given = hits(title)
        parts = [(f"{with_word} AND e.kind = %s", [*given, kind]) for kind in KINDS]
        parts.append((FORMERLY, [EntryKind.SCHOOL, f"% {start}%"]))
        found |= {row.id: row for row in _ask(parts, seen, days, 2 * most) if row.id not in found}
    return list(found.values())[:most]


def _ask(
    parts: Iterable[tuple[str, list[Any]]], seen: str, days: list[Any], most: int
) -> list[Name]:
    """The first so many of each part, in the order of a list; one query."""
    name = f"e.folded_title {binary()}"
    queries, given = [], []
    for number, (part, arguments) in enumerate(parts):
        where = part.format(table=TABLE, name=name, former=FORMER)
        query = f"SELECT {COLUMNS} FROM {where} AND {seen} ORDER BY {name}, e.id LIMIT %s"  # noqa: S608
        queries.append(f"SELECT * FROM ({query}) AS q{number}")  # noqa: S608
        given += [*arguments, *days, most]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(queries), given)
        rows = map(Name._make, cursor.fetchall())
        found = [row._replace(shown=json.loads(row.shown)) for row in rows]
    return sorted(found, key=lambda row: row.order)
