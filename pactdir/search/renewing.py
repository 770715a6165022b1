"""Entries follow every change, in the same transaction: which ones, and how they are written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from pactdir.models import SearchEntry, entry_key, keys_of_kind
from pactdir.search.dependencies import Dependencies, Model, Ways, dependencies
from pactdir.search.entries import entries_of
from regions.directory import RecordKind
from regions.models import Municipality, MunicipalitySuccession
from regions.writing.changing import Change
from regions.writing.locks import lock_until_commit

AT_ONCE = 500
LOCK = 0x7A6F656B  # of all that may lock with a number in this database

EVERY = None  # instead of keys: all of that kind


def follow(change: Change) -> None:
    """Renew the entries that tell of what this change touched. Called as its transaction ends."""
    depends = dependencies()
    shown = depends.models
    touched: defaultdict[Model, set[Any]] = defaultdict(set)
    for model, key in change.touched:
        if model in shown:
            touched[model].add(key)
    if touched:
        # Before anything is read: what another writer did meanwhile is in what is read after it.
        lock()
        for model, keys in _entries_that_tell_of(touched, depends).items():
            renew(depends.kinds[model], keys)


def lock() -> None:
    """One writer at a time until the transaction ends.

    Else of two changes to one entry, each made of what it could see, the last would lose the other.
    """
    lock_until_commit(LOCK)


def _entries_that_tell_of(
    touched: dict[Model, set[Any]], depends: Dependencies
) -> dict[Model, set[int] | None]:
    found: dict[Model, set[int] | None] = {}
    for model, keys in touched.items():
        if EVERY in keys:
            found |= dict.fromkeys(depends.told_of(model))
            continue
        if model in depends.kinds:
            _add(found, model, keys)
        _add_pointing(found, depends.mentions.get(model), keys)
        for owner, owner_keys in _owners(model, keys, depends):
            if owner in depends.kinds:
                _add(found, owner, owner_keys)
            _add_pointing(found, depends.further.get(model), owner_keys)
    if municipalities := found.get(Municipality):
        found[Municipality] = municipalities | _successors(municipalities)
    return found


def _add(found: dict[Model, set[int] | None], model: Model, keys: Iterable[int]) -> None:
    if (known := found.setdefault(model, set())) is not EVERY:
        known |= set(keys)


def _add_pointing(
    found: dict[Model, set[int] | None], ways_from: Ways | None, keys: set[Any]
) -> None:
    for kind, ways in (ways_from or {}).items():
        if found.get(kind, keys) is not EVERY:
            _add(found, kind, _pointing(kind, ways, keys))


def _owners(
    model: Model, keys: set[Any], depends: Dependencies
) -> Iterator[tuple[Model, set[int]]]:
    """What these rows hang below, or hung below at any time.

    History is asked too: a row that is gone, or was moved, also changed what it hung below before.
    """
    below = depends.below.get(model)
    if not below:
        return
    rows: Any = model
    for some in _portions(keys):
        now = rows._base_manager.filter(pk__in=some).order_by().values_list(*below)
        before = rows.history.filter(id__in=some).order_by().values_list(*below)
        found = list(now.union(before))
        for place, target in enumerate(below.values()):
            yield target, {row[place] for row in found} - {None}


def _pointing(target: Model, ways: list[str], keys: set[Any]) -> set[int]:
    rows: Any = target
    return {
        key
        for way in ways
        for some in _portions(keys)
        for key in rows._base_manager.filter(**{f"{way}__in": some})
        .order_by()
        .values_list("pk", flat=True)
    }


def _successors(keys: set[int]) -> set[int]:
    """The municipalities that go on from these, which are known by their names too."""
    onward: defaultdict[int, set[int]] = defaultdict(set)
    for old, new in MunicipalitySuccession.objects.order_by().values_list("old", "new"):
        onward[old].add(new)
    reached: set[int] = set()
    ahead = set(keys)
    while ahead:
        ahead = {new for key in ahead for new in onward[key]} - reached
        reached |= ahead
    return reached


# --- writing ---


def renew(kind: RecordKind, keys: set[int] | None) -> int:
    """Write the entries of these rows as they should be, where they are not; answers how many."""
    if keys is EVERY:
        return _renew_all(kind)
    return sum(_renew_some(kind, list(some)) for some in _portions(keys))


def _renew_all(kind: RecordKind) -> int:
    keys = list(kind.model.objects.order_by("pk").values_list("pk", flat=True))
    known = SearchEntry.objects.filter(id__range=keys_of_kind(kind.search_key))
    gone = set(known.values_list("object_id", flat=True)) - set(keys)
    return sum(_renew_some(kind, list(some)) for some in _portions([*keys, *gone]))


def _renew_some(kind: RecordKind, keys: list[int]) -> int:
    wanted = {entry.id: entry for entry in entries_of(kind, keys)}
    known = SearchEntry.objects.in_bulk([entry_key(kind.search_key, key) for key in keys])
    gone = known.keys() - wanted.keys()
    changed = [entry for key, entry in wanted.items() if differs(known.get(key), entry)]
    if gone:
        SearchEntry.objects.filter(pk__in=gone).delete()
    SearchEntry.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["id"], update_fields=COLUMNS
    )
    return len(gone) + len(changed)


COLUMNS = [field.name for field in SearchEntry._meta.concrete_fields if not field.primary_key]


def differs(known: SearchEntry | None, wanted: SearchEntry) -> bool:
    return known is None or any(getattr(known, name) != getattr(wanted, name) for name in COLUMNS)


def _portions(keys: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    left = iter(keys)
    while some := tuple(islice(left, AT_ONCE)):
        yield some
