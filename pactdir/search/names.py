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

from pactdir.models import KEYS_PER_KIND, EntryKind, entry_key, keys_of_kind
from pactdir.search.engine import TABLE, Word, binary, hits, key, visible
from pactdir.search.words import TITLE
from schools.models import School, SchoolName

# What has a name of its own, in the order of a list. Municipalities stand among the places.
KINDS = [EntryKind.REGION, EntryKind.SCHOOL, EntryKind.THEME, EntryKind.PARTNER]
# The keys of those there are some thousands of at most, and of partners, without number.
FEW_AND_MANY = [
    (entry_key(EntryKind.REGION, 0), keys_of_kind(EntryKind.THEME)[1]),
    keys_of_kind(EntryKind.PARTNER),
]
LAST_LETTER = "\x7f"  # behind every letter of a folded name


class Name(NamedTuple):
    id: int
    kind: str
    object_id: int
    title: str
    address: str
    shown: str  # as the column has it, in JSON
    folded_title: str

    @property
    def where(self) -> list[str]:
        """What tells it from its namesakes, as its line in a list says it."""
        found: list[str] = json.loads(self.shown).get("where", [])
        return found

    @property
    def order(self) -> tuple[int, str, int]:
        return KINDS.index(EntryKind(self.kind)), self.folded_title, self.id


COLUMNS = ", ".join(f"e.{field}" for field in Name._fields)
FORMER, SCHOOLS = SchoolName._meta.db_table, School._meta.db_table
# Where the condition, and what narrows it further, are filled in.
OF_ONE_KIND = "{table} e WHERE e.kind = %s AND {name} >= %s AND {name} < %s"
FORMERLY = (
    "{table} e WHERE e.id IN (SELECT school_id + %s FROM {former} WHERE ' ' || folded_name LIKE %s)"
)
AT_DUO = (
    "{table} e WHERE e.id IN "
    "(SELECT id + %s FROM {schools} WHERE ' ' || folded_official_name LIKE %s)"
)


def partners_beginning(start: str, on: date, most: int) -> list[Name]:
    """The first so many, by name; what is invented is not among them. One query."""
    seen, days = visible(on)
    part = (OF_ONE_KIND, [EntryKind.PARTNER, start, start + LAST_LETTER])
    return _ask([part], seen, days, most)


def names_with(start: str, on: date, *, most: int) -> list[Name]:
    """At most so many whose name begins so, then those with a word that does, then the schools
    with such a word in their name at DUO; three queries at most.

    `start` is folded: letters, digits and single spaces.
    """
    seen, days = visible(on)
    within = [start, start + LAST_LETTER]
    begun = _ask([(OF_ONE_KIND, [kind, *within]) for kind in KINDS], seen, days, most)
    found = {row.id: row for row in begun}
    if len(found) < most:
        *words, beginning = start.split()
        title = [[[Word(f"{TITLE}{word}")]] for word in words] + [
            [[Word(f"{TITLE}{beginning}", True)]]
        ]
        with_word, given = hits(title)
        with_word += f" AND {key()} BETWEEN %s AND %s AND e.kind <> %s"
        parts = [
            (with_word, [*given, first, last, EntryKind.MUNICIPALITY])
            for first, last in FEW_AND_MANY
        ]
        among_schools = [entry_key(EntryKind.SCHOOL, 0), f"% {start}%"]
        parts.append((FORMERLY, among_schools))
        found |= {row.id: row for row in _ask(parts, seen, days, 2 * most) if row.id not in found}
        if len(found) < most:
            official = _ask([(AT_DUO, among_schools)], seen, days, 2 * most)
            found |= {row.id: row for row in official if row.id not in found}
    return list(found.values())[:most]


def _ask(
    parts: Iterable[tuple[str, list[Any]]], seen: str, days: list[Any], most: int
) -> list[Name]:
    """The first so many of each part, in the order of a list; one query."""
    name, kind = f"e.folded_title {binary()}", f"e.id / {KEYS_PER_KIND}"
    queries, given = [], []
    for number, (part, arguments) in enumerate(parts):
        where = part.format(table=TABLE, name=name, former=FORMER, schools=SCHOOLS)
        # Of one kind the first names are at hand; of several it has to sort what it found.
        order = name if part is OF_ONE_KIND else f"{kind}, {name}"
        query = f"SELECT {COLUMNS} FROM {where} AND {seen} ORDER BY {order}, e.id LIMIT %s"  # noqa: S608
        queries.append(f"SELECT * FROM ({query}) AS q{number}")  # noqa: S608
        given += [*arguments, *days, most]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(queries), given)
        rows = map(Name._make, cursor.fetchall())
    return sorted(rows, key=lambda row: row.order)
