"""Whether the index is whole: every entry there and as it should be, and found by its words."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import DatabaseError, connection, transaction

from pactdir.models import SearchEntry, keys_of_kind
from pactdir.search.engine import FTS, INDEX, NAMES, TABLE, TRIGGERS, is_sqlite
from pactdir.search.entries import entries_of
from pactdir.search.renewing import AT_ONCE, EVERY, differs, lock, renew
from regions.directory import searched_kinds
from regions.writing.changing import ContentVersion

WHOLE = "De zoekindex is heel."


def rebuild() -> int:
    """Make the index anew, while nobody changes anything; answers how many entries there are."""
    with transaction.atomic():
        lock()
        SearchEntry.objects.all().delete()
        for kind in searched_kinds():
            renew(kind, EVERY)
        if is_sqlite():
            with connection.cursor() as cursor:
                cursor.execute(f"INSERT INTO {FTS}({FTS}) VALUES ('rebuild')")  # noqa: S608
        ContentVersion.raise_by_one()  # what was found may differ
        return SearchEntry.objects.count()


def problems() -> list[str]:
    """What is not right, in a line each."""
    return [*_machinery(), *_entries()]


def _machinery() -> Iterator[str]:
    with connection.cursor() as cursor:
        indexes = connection.introspection.get_constraints(cursor, TABLE)
        for name in [NAMES] if is_sqlite() else [NAMES, INDEX]:
            if name not in indexes:
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
                cursor.execute(f"INSERT INTO {FTS}({FTS}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
        except DatabaseError:
            yield f"De tabel {FTS} zegt iets anders dan de ingangen."


def _entries() -> Iterator[str]:
    for kind in searched_kinds():
        keys = list(kind.model.objects.order_by("pk").values_list("pk", flat=True))
        entries = SearchEntry.objects.filter(id__range=keys_of_kind(kind.search_key))
        for key in sorted(set(entries.values_list("object_id", flat=True)) - set(keys)):
            yield f"{kind.search_key} {key} staat in de index, maar is er niet meer."
        for start in range(0, len(keys), AT_ONCE):
            wanted = entries_of(kind, keys[start : start + AT_ONCE])
            known = entries.in_bulk([entry.id for entry in wanted])
            for entry in wanted:
                if entry.id not in known:
                    yield f"{entry} staat niet in de index."
                elif differs(known[entry.id], entry):
                    yield f"{entry} staat anders in de index."
