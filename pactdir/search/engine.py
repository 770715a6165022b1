"""The one place where the databases differ: which entries have these words.

SQLite keeps an FTS5 table beside the entries, by triggers; PostgreSQL an index on an expression.
Words go in and are asked for whole or by their beginning, in quotes: there is nothing to parse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from pactdir.models import SearchEntry

TABLE = SearchEntry._meta.db_table
FTS = "pactdir_searchwords"
TRIGGERS = {f"{FTS}_{event}" for event in ("insert", "update", "delete")}
INDEX = "pactdir_searchentry_words"
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
    conditions: Sequence[Condition],
    visible: str,
    arguments: Sequence[Any],
    *,
    keys: tuple[int, int],
    most: int,
) -> list[list[int]]:
    """For each condition the first so many keys of entries with those words; one query.

    Only keys from `keys[0]` up to `keys[1]`. `visible` narrows further, in SQL, with `e` for an
    entry and these arguments.
    """
    parts, given = [], []
    for number, condition in enumerate(conditions):
        parts.append(_matching_one(number, visible))
        given += [in_words(condition), *keys, *arguments, most]
    found: list[list[int]] = [[] for _ in conditions]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), given)
        for number, key in cursor.fetchall():
            found[number].append(key)
    return [sorted(keys) for keys in found]


def _matching_one(number: int, visible: str) -> str:
    if is_sqlite():
        hits = f"{FTS} f JOIN {TABLE} e ON e.id = f.rowid WHERE {FTS} MATCH %s"
    else:
        # By themselves first: else a rare word makes it walk the keys from the first to the last.
        whole = f"SELECT * FROM {TABLE} WHERE {VECTOR} @@ %s::tsquery"  # noqa: S608
        hits = f"(WITH h AS MATERIALIZED ({whole}) SELECT * FROM h) e WHERE TRUE"  # noqa: S608
    key = "f.rowid" if is_sqlite() else "e.id"
    where = f"{key} BETWEEN %s AND %s AND {visible} ORDER BY {key} LIMIT %s"
    found = f"SELECT {number} AS nr, e.id FROM {hits} AND {where}"  # noqa: S608
    return f"SELECT * FROM ({found}) AS q{number}"  # noqa: S608
