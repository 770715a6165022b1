"""Keeps the index up to date: finds the entries that a change affects, and rewrites those."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from pactdir.models import SearchEntry, entry_key, keys_of_kind
from pactdir.search.dependencies import Dependencies, Lookups, Model, dependencies
from pactdir.search.entries import build_entries
from regions.directory import RecordKind
from regions.models import Municipality, MunicipalitySuccession
from regions.writing.changing import Change
from regions.writing.locks import lock_until_commit

BATCH_SIZE = 500
LOCK_ID = 0x7A6F656B  # unique among the advisory locks of this database

ALL_ROWS = None  # in place of a set of ids
Ids = set[int] | None


def update_index(change: Change) -> None:
    depends = dependencies()
    indexed_models = depends.models
    touched: defaultdict[Model, set[Any]] = defaultdict(set)
    for model, row_id in change.touched:
        if model in indexed_models:
            touched[model].add(row_id)
    if touched:
        # Lock before reading, so that the latest commits of other writers are read too.
        lock_index()
        for model, ids in _affected_rows(touched, depends).items():
            update_entries(depends.kinds[model], ids)


def lock_index() -> None:
    # Admit one writer at a time until the transaction ends. Without it, two transactions that each
    # rebuild the same entry from what they can see would overwrite each other's part of it.
    lock_until_commit(LOCK_ID)


# --- which entries ---


class _AffectedRows(dict[Model, Ids]):
    """The ids, by model, of rows whose entries have to be rewritten."""

    def add(self, model: Model, ids: Iterable[int]) -> None:
        if (present := self.setdefault(model, set())) is not ALL_ROWS:
            present |= set(ids)

    def add_pointing(self, lookups_by_kind: Lookups | None, ids: set[Any]) -> None:
        for kind, lookups in (lookups_by_kind or {}).items():
            if self.get(kind, ids) is not ALL_ROWS:
                self.add(kind, _rows_pointing(kind, lookups, ids))


def _affected_rows(touched: dict[Model, set[Any]], depends: Dependencies) -> dict[Model, Ids]:
    affected = _AffectedRows()
    for model, ids in touched.items():
        if ALL_ROWS in ids:
            affected |= dict.fromkeys(depends.kinds_displaying(model))
            continue
        if model in depends.kinds:
            affected.add(model, ids)
        affected.add_pointing(depends.mentions.get(model), ids)
        for parent, parent_ids in _parents(model, ids, depends):
            if parent in depends.kinds:
                affected.add(parent, parent_ids)
            affected.add_pointing(depends.parent_mentions.get(model), parent_ids)
    if municipality_ids := affected.get(Municipality):
        affected[Municipality] = municipality_ids | _successors(municipality_ids)
    return affected


def _parents(
    model: Model, ids: set[Any], depends: Dependencies
) -> Iterator[tuple[Model, set[int]]]:
    # Yield the present and former parents of these rows. A row that was deleted or moved also
    # affects the entry of its former parent.
    parents = depends.parents.get(model)
    if not parents:
        return
    rows: Any = model
    for batch in _batches(ids):
        current = rows._base_manager.filter(pk__in=batch).order_by().values_list(*parents)
        former = rows.history.filter(id__in=batch).order_by().values_list(*parents)
        keys = list(current.union(former))
        for column, parent in enumerate(parents.values()):
            yield parent, {row[column] for row in keys} - {None}


def _rows_pointing(kind: Model, lookups: list[str], ids: set[Any]) -> set[int]:
    rows: Any = kind
    return {
        row_id
        for lookup in lookups
        for batch in _batches(ids)
        for row_id in rows._base_manager.filter(**{f"{lookup}__in": batch})
        .order_by()
        .values_list("pk", flat=True)
    }


def _successors(municipality_ids: set[int]) -> set[int]:
    successors: defaultdict[int, set[int]] = defaultdict(set)
    for old, new in MunicipalitySuccession.objects.order_by().values_list("old", "new"):
        successors[old].add(new)
    visited: set[int] = set()
    frontier = set(municipality_ids)
    while frontier:
        frontier = {new for old in frontier for new in successors[old]} - visited
        visited |= frontier
    return visited


# --- writing ---


def update_entries(kind: RecordKind, ids: Ids) -> int:
    row_ids = _stored_and_indexed_ids(kind) if ids is ALL_ROWS else ids
    return sum(_update_batch(kind, list(batch)) for batch in _batches(row_ids))


def _stored_and_indexed_ids(kind: RecordKind) -> list[int]:
    row_ids = list(kind.model.objects.order_by("pk").values_list("pk", flat=True))
    entries = SearchEntry.objects.filter(id__range=keys_of_kind(kind.search_key))
    indexed_ids = set(entries.values_list("object_id", flat=True))
    return [*row_ids, *(indexed_ids - set(row_ids))]


def _update_batch(kind: RecordKind, row_ids: list[int]) -> int:
    built = {entry.id: entry for entry in build_entries(kind, row_ids)}
    stored = SearchEntry.objects.in_bulk([entry_key(kind.search_key, pk) for pk in row_ids])
    obsolete = stored.keys() - built.keys()
    changed = [entry for pk, entry in built.items() if differs(stored.get(pk), entry)]
    if obsolete:
        SearchEntry.objects.filter(pk__in=obsolete).delete()
    SearchEntry.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["id"], update_fields=COLUMNS
    )
    return len(obsolete) + len(changed)


COLUMNS = [field.name for field in SearchEntry._meta.concrete_fields if not field.primary_key]


def differs(stored: SearchEntry | None, built: SearchEntry) -> bool:
    return stored is None or any(getattr(stored, name) != getattr(built, name) for name in COLUMNS)


def _batches(ids: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    remaining = iter(ids)
    while batch := tuple(islice(remaining, BATCH_SIZE)):
        yield batch
