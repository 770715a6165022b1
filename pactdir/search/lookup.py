"""Looks up rows of one kind by the words of their search entries."""

from __future__ import annotations

from datetime import date

from django.db import connection

from pactdir.models.search import keys_of_kind
from pactdir.search.engine import computed_key, matching_sql
from pactdir.search.query import parse_query
from pactdir.search.synonyms import current_synonyms


def keys_with_words(kind: str, text: str, on: date) -> list[int]:
    """`kind` is a search key. A text without words, such as "%", matches nothing."""
    query = parse_query(text, current_synonyms(on))
    if not query.terms:
        return []
    clause, arguments = matching_sql(query.anywhere)
    sql = f"SELECT e.object_id FROM {clause} AND {computed_key()} BETWEEN %s AND %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [*arguments, *keys_of_kind(kind)])
        return [key for (key,) in cursor.fetchall()]
