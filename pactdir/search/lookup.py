"""Narrows rows of one kind by the words of their search entries."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.db.models.expressions import RawSQL

from pactdir.models.search import keys_of_kind
from pactdir.search.engine import key_column, matching_sql
from pactdir.search.query import parse_query
from pactdir.search.synonyms import current_synonyms


def rows_with_words(kind: str, text: str, on: date) -> Q:
    """`kind` is a search key. A text without words, such as "%", matches nothing."""
    query = parse_query(text, current_synonyms(on))
    if not query.terms:
        return Q(pk__in=[])
    clause, arguments = matching_sql(query.anywhere)
    sql = f"SELECT e.object_id FROM {clause} AND {key_column()} BETWEEN %s AND %s"  # noqa: S608
    return Q(pk__in=RawSQL(sql, [*arguments, *keys_of_kind(kind)]))  # noqa: S611
