"""The one place where the databases differ: which entries have these words.

SQLite keeps an FTS5 table beside the entries, by triggers; PostgreSQL an index on an expression.
Words go in and are asked for whole or by their beginning, in quotes: there is nothing to parse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from pactdir.models import SearchEntry

TABLE = SearchEntry._meta.db_table
FTS = "pactdir_searchwords"
TRIGGERS = {f"{FTS}_{event}" for event in ("insert", "update", "delete")}
INDEX = "pactdir_searchentry_words"
NAMES = "pactdir_searchentry_names"
VECTOR = "array_to_tsvector(string_to_array(words, ' '))"


@dataclass(frozen=True)
class Word:
    """A word of the index, or the beginning of one."""

    text: str
    is_beginning: bool = False


# All of the outer, of each any of the inner, of which all.
Condition = Sequence[Sequence[Sequence[Word]]]


def is_sqlite() -> bool:
    return connection.vendor == "sqlite"


def in_words(condition: Condition) -> str:
    """The condition as this database wants it. Words are letters, digits and "_", nothing else."""
    both, either, write = (" AND ", " OR ", _fts) if is_sqlite() else (" & ", " | ", _tsquery)
    return both.join(
        "(" + either.join("(" + both.join(map(write, all_of)) + ")" for all_of in any_of) + ")"
        for any_of in condition
    )


def _fts(word: Word) -> str:
    return f'"{word.text}"{" *" if word.is_beginning else ""}'


def _tsquery(word: Word) -> str:
    return f"'{word.text}'{':*' if word.is_beginning else ''}"


def matching(
    columns: str,
    column_arguments: Sequence[Any],
    narrowed: str,
    arguments: Sequence[Any],
    conditions: Sequence[Condition],
    *,
    keys: tuple[int, int],
    most: int,
) -> list[list[tuple[Any, ...]]]:
    """For each condition the first so many entries with those words, by their key; one query.

    Only keys from `keys[0]` up to `keys[1]`. `columns` is what is told of an entry, its key first;
    `narrowed` says which. Both are SQL, with `e` for an entry and these arguments.
    """
    parts, given = [], []
    for number, condition in enumerate(conditions):
        parts.append(_matching_one(number, columns, narrowed))
        given += [*column_arguments, in_words(condition), *keys, *arguments, most]
    found: list[list[tuple[Any, ...]]] = [[] for _ in conditions]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), given)
        for number, *row in cursor.fetchall():
            found[number].append(tuple(row))
    return [sorted(rows) for rows in found]


def _matching_one(number: int, columns: str, narrowed: str) -> str:
    where = f"{key()} BETWEEN %s AND %s AND {narrowed} ORDER BY {key()} LIMIT %s"
    found = f"SELECT {number} AS nr, {columns} FROM {_HITS[is_sqlite()]} AND {where}"  # noqa: S608
    return f"SELECT * FROM ({found}) AS q{number}"  # noqa: S608


# PostgreSQL knows how common words are: of a common one it walks the keys until it has enough, of
# a rare one it takes all hits first. That goes well as long as it stops far beyond one page.
_HITS = {
    True: f"{FTS} f JOIN {TABLE} e ON e.id = f.rowid WHERE {FTS} MATCH %s",
    False: f"{TABLE} e WHERE {VECTOR} @@ %s::tsquery",
}


def hits(condition: Condition) -> tuple[str, list[Any]]:
    """From which tables, and where: entries `e` with those words, in SQL with its arguments."""
    return _HITS[is_sqlite()], [in_words(condition)]


def key() -> str:
    """The key of an entry that was found, where this database can stop and begin by it."""
    return "f.rowid" if is_sqlite() else "e.id"


def visible(on: date) -> tuple[str, list[Any]]:
    """What may be found that day of entries `e`, in SQL with its arguments; nothing invented."""
    day = connection.ops.adapt_datefield_value(on)
    shown = "e.shown_from <= %s AND (e.shown_until IS NULL OR e.shown_until >= %s)"
    return f"{shown} AND NOT e.is_example", [day, day]


def binary() -> str:
    """Letters compared as they are, also where the database has rules of its own for that."""
    return "COLLATE BINARY" if is_sqlite() else 'COLLATE "C"'
