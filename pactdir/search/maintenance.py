"""Rebuilds the index, and checks it: every entry present, up to date and findable by its words."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import DatabaseError, connection, transaction

from pactdir.models import SearchEntry, keys_of_kind
from pactdir.search.engine import (
    FTS_TABLE,
    NAME_INDEX,
    TABLE,
    TRIGGERS,
    WORD_INDEX,
    is_sqlite,
)
from pactdir.search.entries import build_entries
from pactdir.search.indexing import ALL_ROWS, BATCH_SIZE, differs, lock_index, update_entries
from regions.directory import searched_kinds
from regions.writing.changing import ContentVersion

INTACT_MESSAGE = "De zoekindex is heel."


def rebuild() -> int:
    with transaction.atomic():
        lock_index()
        SearchEntry.objects.all().delete()
        for kind in searched_kinds():
            update_entries(kind, ALL_ROWS)
        if is_sqlite():
            with connection.cursor() as cursor:
                cursor.execute(f"INSERT INTO {FTS_TABLE}({FTS_TABLE}) VALUES ('rebuild')")  # noqa: S608
        ContentVersion.increment()  # cached search pages may be stale
        return SearchEntry.objects.count()


def problems() -> list[str]:
    return [*_schema_problems(), *_entry_problems()]


def _schema_problems() -> Iterator[str]:
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, TABLE)
        for name in [NAME_INDEX] if is_sqlite() else [NAME_INDEX, WORD_INDEX]:
            if name not in constraints:
                yield f"De index {name} is er niet."
        if not is_sqlite():
            return
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [TABLE]
        )
        for name in sorted(TRIGGERS - {name for (name,) in cursor.fetchall()}):
            yield f"De trigger {name} is er niet."
        try:
            with transaction.atomic():
                cursor.execute(
                    f"INSERT INTO {FTS_TABLE}({FTS_TABLE}, rank) VALUES ('integrity-check', 1)"  # noqa: S608
                )
        except DatabaseError:
            yield f"De tabel {FTS_TABLE} zegt iets anders dan de ingangen."


def _entry_problems() -> Iterator[str]:
    for kind in searched_kinds():
        row_ids = list(kind.model.objects.order_by("pk").values_list("pk", flat=True))
        entries = SearchEntry.objects.filter(id__range=keys_of_kind(kind.search_key))
        indexed_ids = set(entries.values_list("object_id", flat=True))
        for row_id in sorted(indexed_ids - set(row_ids)):
            yield f"{kind.search_key} {row_id} staat in de index, maar is er niet meer."
        for start in range(0, len(row_ids), BATCH_SIZE):
            expected = build_entries(kind, row_ids[start : start + BATCH_SIZE])
            stored = entries.in_bulk([entry.id for entry in expected])
            for entry in expected:
                if entry.id not in stored:
                    yield f"{entry} staat niet in de index."
                elif differs(stored[entry.id], entry):
                    yield f"{entry} staat anders in de index."
