"""Full-text lookup of entries by word: all SQL that differs between SQLite and PostgreSQL.

SQLite has an FTS5 table next to the entries, kept up to date by triggers; PostgreSQL an expression
index. Words are always quoted, and looked up whole or as a prefix, so no query syntax is parsed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from pactdir.models import SearchEntry

TABLE = SearchEntry._meta.db_table
FTS_TABLE = "pactdir_searchwords"
TRIGGERS = {f"{FTS_TABLE}_{event}" for event in ("insert", "update", "delete")}
WORD_INDEX = "pactdir_searchentry_words"
NAME_INDEX = "pactdir_searchentry_names"
TSVECTOR = "array_to_tsvector(string_to_array(words, ' '))"


@dataclass(frozen=True)
class Word:
    """A word in the index, or a prefix."""

    text: str
    is_prefix: bool = False


# All parts must match: any alternative of a part, and all words of that alternative.
Condition = Sequence[Sequence[Sequence[Word]]]


def is_sqlite() -> bool:
    return connection.vendor == "sqlite"


def drop_deleted_words() -> None:
    """FTS5 keeps words of deleted entries in its segments until these are merged."""
    if is_sqlite():
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {FTS_TABLE}({FTS_TABLE}) VALUES ('optimize')")  # noqa: S608


def match_expression(condition: Condition) -> str:
    """Write the condition in this database's syntax. Words are only letters, digits and "_"."""
    and_, or_, quote = (" AND ", " OR ", _fts_word) if is_sqlite() else (" & ", " | ", _ts_word)
    return and_.join(
        "(" + or_.join("(" + and_.join(map(quote, words)) + ")" for words in alternatives) + ")"
        for alternatives in condition
    )


def _fts_word(word: Word) -> str:
    return f'"{word.text}"{" *" if word.is_prefix else ""}'


def _ts_word(word: Word) -> str:
    return f"'{word.text}'{':*' if word.is_prefix else ''}"


def matching(
    columns: str,
    column_arguments: Sequence[Any],
    where: str,
    where_arguments: Sequence[Any],
    conditions: Sequence[Condition],
    *,
    id_range: tuple[int, int],
    limit: int,
) -> list[list[tuple[Any, ...]]]:
    """Return the first rows matching each condition, by primary key, in one query.

    `columns` and `where` are SQL in which `e` is the entry; the first column is the primary key.
    `id_range` includes both ends.
    """
    selects, arguments = [], []
    for number, condition in enumerate(conditions):
        selects.append(_select(number, columns, where))
        arguments += [*column_arguments, match_expression(condition)]
        arguments += [*id_range, *where_arguments, limit]
    rows_by_condition: list[list[tuple[Any, ...]]] = [[] for _ in conditions]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(selects), arguments)
        for number, *row in cursor.fetchall():
            rows_by_condition[number].append(tuple(row))
    return [sorted(rows) for rows in rows_by_condition]


def _select(number: int, columns: str, where: str) -> str:
    key = key_column()
    limited = f"{key} BETWEEN %s AND %s AND {where} ORDER BY {key} LIMIT %s"
    select = f"SELECT {number} AS nr, {columns} FROM {_MATCHING[is_sqlite()]} AND {limited}"  # noqa: S608
    return f"SELECT * FROM ({select}) AS q{number}"  # noqa: S608


# PostgreSQL estimates how common a word is: for a common word it walks the primary key until it has
# enough rows, for a rare one it fetches all matches first. That works out while the limit is far
# larger than one page.
_MATCHING = {
    True: f"{FTS_TABLE} f JOIN {TABLE} e ON e.id = f.rowid WHERE {FTS_TABLE} MATCH %s",
    False: f"{TABLE} e WHERE {TSVECTOR} @@ %s::tsquery",
}


def matching_sql(condition: Condition) -> tuple[str, list[Any]]:
    return _MATCHING[is_sqlite()], [match_expression(condition)]


def key_column() -> str:
    # The primary key, by a name with which this database can scan a range and stop early.
    return "f.rowid" if is_sqlite() else "e.id"


def computed_key() -> str:
    # PostgreSQL takes reading the words of an entry for cheap: given a range of primary keys and a
    # common word, it reads all entries in the range. It has no index for an expression.
    return "f.rowid" if is_sqlite() else "(e.id + 0)"


def visible(on: date) -> tuple[str, list[Any]]:
    day = connection.ops.adapt_datefield_value(on)
    in_period = "e.shown_from <= %s AND (e.shown_until IS NULL OR e.shown_until >= %s)"
    return f"{in_period} AND NOT e.is_example", [day, day]


def binary_collation() -> str:
    # Compare characters by code point, whatever the collation of the database.
    return "COLLATE BINARY" if is_sqlite() else 'COLLATE "C"'
