"""Looks up entries by the prefix of their name, or of a word in it: for suggestions while typing.

In plain SQL: this runs at every keystroke, and the ORM takes longer to build the query than a
database takes to answer it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from pactdir.models import KEYS_PER_KIND, EntryKind, entry_key, keys_of_kind
from pactdir.search.engine import TABLE, Word, binary_collation, key_column, matching_sql, visible
from pactdir.search.words import TITLE
from schools.models import School, SchoolName

# Kinds whose rows have a name, in list order. Municipalities are listed among the places.
KINDS = [EntryKind.REGION, EntryKind.SCHOOL, EntryKind.THEME, EntryKind.PARTNER]
# Two ranges: the first holds a few thousand entries at most, and partners have no limit.
ID_RANGES = [
    (entry_key(EntryKind.REGION, 0), keys_of_kind(EntryKind.THEME)[1]),
    keys_of_kind(EntryKind.PARTNER),
]
LAST_CHARACTER = "\x7f"  # sorts after every character of a folded name


class NamedEntry(NamedTuple):
    id: int
    kind: str
    object_id: int
    title: str
    address: str
    shown: str  # JSON
    folded_title: str

    @property
    def where(self) -> list[str]:
        where: list[str] = json.loads(self.shown).get("where", [])
        return where

    @property
    def order(self) -> tuple[int, str, int]:
        return KINDS.index(EntryKind(self.kind)), self.folded_title, self.id


COLUMNS = ", ".join(f"e.{field}" for field in NamedEntry._fields)
FORMER_NAMES, SCHOOLS = SchoolName._meta.db_table, School._meta.db_table

# FROM and WHERE clauses, to be completed with tables and columns by `_fetch`.
BY_TITLE = "{table} e WHERE e.kind = %s AND {name} >= %s AND {name} < %s"
BY_FORMER_NAME = (
    "{table} e WHERE e.id IN "
    "(SELECT school_id + %s FROM {former_names} WHERE ' ' || folded_name LIKE %s)"
)
BY_OFFICIAL_NAME = (
    "{table} e WHERE e.id IN "
    "(SELECT id + %s FROM {schools} WHERE ' ' || folded_official_name LIKE %s)"
)
Clause = tuple[str, list[Any]]


def partners_by_prefix(prefix: str, on: date, limit: int) -> list[NamedEntry]:
    return _fetch([_title_clause(EntryKind.PARTNER, prefix)], on, limit)


def entries_by_prefix(prefix: str, on: date, *, limit: int) -> list[NamedEntry]:
    """Find names with this prefix, names with a word that starts with it, then schools by official
    name.

    This takes at most three queries. `prefix` is folded: letters, digits and single spaces.
    """
    entries = _by_id(_fetch([_title_clause(kind, prefix) for kind in KINDS], on, limit))
    if len(entries) < limit:
        school_arguments = [entry_key(EntryKind.SCHOOL, 0), f"% {prefix}%"]
        clauses = [*_word_clauses(prefix), (BY_FORMER_NAME, school_arguments)]
        entries |= _by_id(_fetch(clauses, on, 2 * limit))
        if len(entries) < limit:
            entries |= _by_id(_fetch([(BY_OFFICIAL_NAME, school_arguments)], on, 2 * limit))
    return list(entries.values())[:limit]


def _by_id(entries: Iterable[NamedEntry]) -> dict[int, NamedEntry]:
    return {entry.id: entry for entry in entries}


def _title_clause(kind: EntryKind, prefix: str) -> Clause:
    return BY_TITLE, [kind, prefix, prefix + LAST_CHARACTER]


def _word_clauses(prefix: str) -> list[Clause]:
    *words, last = prefix.split()
    condition = [[[Word(f"{TITLE}{word}")]] for word in words]
    condition.append([[Word(f"{TITLE}{last}", is_prefix=True)]])
    clause, arguments = matching_sql(condition)
    clause += f" AND {key_column()} BETWEEN %s AND %s AND e.kind <> %s"
    return [(clause, [*arguments, *id_range, EntryKind.MUNICIPALITY]) for id_range in ID_RANGES]


def _fetch(clauses: Iterable[Clause], on: date, limit: int) -> list[NamedEntry]:
    is_visible, days = visible(on)
    name, kind = f"e.folded_title {binary_collation()}", f"e.id / {KEYS_PER_KIND}"
    tables = {"table": TABLE, "former_names": FORMER_NAMES, "schools": SCHOOLS}
    selects, arguments = [], []
    for number, (clause, clause_arguments) in enumerate(clauses):
        where = clause.format(name=name, **tables)
        # Within one kind the index on names gives the order; several kinds have to be sorted.
        order = name if clause is BY_TITLE else f"{kind}, {name}"
        select = f"SELECT {COLUMNS} FROM {where} AND {is_visible} ORDER BY {order}, e.id LIMIT %s"  # noqa: S608
        selects.append(f"SELECT * FROM ({select}) AS q{number}")  # noqa: S608
        arguments += [*clause_arguments, *days, limit]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(selects), arguments)
        entries = map(NamedEntry._make, cursor.fetchall())
    return sorted(entries, key=lambda entry: entry.order)
