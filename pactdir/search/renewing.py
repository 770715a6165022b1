"""Entries follow every change, in the same transaction: which ones, and how they are written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import models

from news.models import Article, ArticleTheme, Event, EventTheme
from pactdir.models import EntryKind, SearchEntry, entry_key, keys_of_kind
from pactdir.search.entries import MODELS, entries_of
from partners.models import Partner, PartnerParticipation
from regions.models import (
    Agreement,
    Goal,
    Municipality,
    MunicipalityParticipation,
    MunicipalitySuccession,
    Organisation,
    OrganisationName,
    Place,
    Region,
    RegionTheme,
    Theme,
)
from regions.writing.changing import Change
from regions.writing.locks import lock_until_commit
from schools.models import School, SchoolName, SchoolParticipation

Model = type[models.Model]
AT_ONCE = 500
LOCK = 0x7A6F656B  # of all that may lock with a number in this database

KIND_OF: dict[Model, EntryKind] = {rows.model: kind for kind, rows in MODELS.items()}

# What hangs below a row that has an entry, by the key to it. Its history is asked too: a row that
# is gone, or was moved, also changed what it hung below before.
BELOW: dict[Model, dict[str, Model]] = {
    Agreement: {"region_id": Region},
    Goal: {"region_id": Region},
    RegionTheme: {"region_id": Region, "theme_id": Theme},
    MunicipalityParticipation: {"region_id": Region, "municipality_id": Municipality},
    MunicipalitySuccession: {"new_id": Municipality},
    OrganisationName: {"organisation_id": Organisation},
    Place: {"municipality_id": Municipality},
    School: {"municipality_id": Municipality},
    SchoolName: {"school_id": School},
    SchoolParticipation: {"school_id": School},
    PartnerParticipation: {"partner_id": Partner},
    ArticleTheme: {"article_id": Article, "theme_id": Theme},
    EventTheme: {"event_id": Event, "theme_id": Theme},
}
# In which entries a row is told of that they only point to, by the way from them to it.
TOLD_IN: dict[Model, dict[Model, tuple[str, ...]]] = {
    Organisation: {Region: ("agreements__lead_organisation",), School: ("board",)},
    Place: {School: ("place",), Partner: ("place",), Event: ("place",)},
    Municipality: {
        School: ("municipality",),
        Partner: ("place__municipality",),
        Event: ("place__municipality",),
        Region: ("municipality_participations__municipality",),
    },
    Region: {
        Event: ("region",),
        Article: ("region",),
        Theme: (
            "region_themes__region",
            "article_themes__article__region",
            "event_themes__event__region",
        ),
    },
    School: {Event: ("school",), Theme: ("event_themes__event__school",)},
    Article: {Theme: ("article_themes__article",)},
    Event: {Theme: ("event_themes__event",)},
    Theme: {
        Region: ("region_themes__theme",),
        Article: ("article_themes__theme",),
        Event: ("event_themes__theme",),
    },
}
# The same of what it hangs below, where it is told of further on than that.
TOLD_FURTHER: dict[Model, dict[Model, tuple[str, ...]]] = {
    OrganisationName: TOLD_IN[Organisation],
    SchoolParticipation: {Municipality: ("schools",)},
}
SHOWN: set[Model] = {*KIND_OF, *BELOW, *TOLD_IN}
EVERY = None  # instead of keys: all of that kind


def follow(change: Change) -> None:
    """Renew the entries that tell of what this change touched. Called as its transaction ends."""
    touched: defaultdict[Model, set[Any]] = defaultdict(set)
    for model, key in change.touched:
        if model in SHOWN:
            touched[model].add(key)
    if touched:
        # Before anything is read: what another writer did meanwhile is in what is read after it.
        lock()
        for kind, keys in _entries_that_tell_of(touched).items():
            renew(kind, keys)


def lock() -> None:
    """One writer at a time until the transaction ends.

    Else of two changes to one entry, each made of what it could see, the last would lose the other.
    """
    lock_until_commit(LOCK)


def _entries_that_tell_of(
    touched: dict[Model, set[Any]],
) -> dict[EntryKind, set[int] | None]:
    found: dict[Model, set[int] | None] = {}
    for model, keys in touched.items():
        if EVERY in keys:
            told = [model, *BELOW.get(model, {}).values()]
            told += [*TOLD_IN.get(model, {}), *TOLD_FURTHER.get(model, {})]
            found |= dict.fromkeys(one for one in told if one in KIND_OF)
            continue
        _add(found, model, keys)
        _add_pointing(found, TOLD_IN.get(model, {}), keys)
        for target, below in _owners(model, keys):
            _add(found, target, below)
            _add_pointing(found, TOLD_FURTHER.get(model, {}), below)
    if municipalities := found.get(Municipality):
        found[Municipality] = municipalities | _successors(municipalities)
    return {KIND_OF[model]: found_keys for model, found_keys in found.items()}


def _add(found: dict[Model, set[int] | None], model: Model, keys: Iterable[int]) -> None:
    if model in KIND_OF and (known := found.setdefault(model, set())) is not EVERY:
        known |= set(keys)


def _add_pointing(
    found: dict[Model, set[int] | None], told: dict[Model, tuple[str, ...]], keys: set[Any]
) -> None:
    for target, ways in told.items():
        if found.get(target, keys) is not EVERY:
            _add(found, target, _pointing(target, ways, keys))


def _owners(model: Model, keys: set[Any]) -> Iterator[tuple[Model, set[int]]]:
    """What these rows hang below, or hung below at any time."""
    below = BELOW.get(model)
    if not below:
        return
    rows: Any = model
    for some in _portions(keys):
        now = rows._base_manager.filter(pk__in=some).order_by().values_list(*below)
        before = rows.history.filter(id__in=some).order_by().values_list(*below)
        found = list(now.union(before))
        for place, target in enumerate(below.values()):
            yield target, {row[place] for row in found} - {None}


def _pointing(target: Model, ways: tuple[str, ...], keys: set[Any]) -> set[int]:
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


def renew(kind: EntryKind, keys: set[int] | None) -> int:
    """Write the entries of these rows as they should be, where they are not; answers how many."""
    if keys is EVERY:
        return _renew_all(kind)
    return sum(_renew_some(kind, list(some)) for some in _portions(keys))


def _renew_all(kind: EntryKind) -> int:
    keys = list(MODELS[kind].order_by("pk").values_list("pk", flat=True))
    known = SearchEntry.objects.filter(id__range=keys_of_kind(kind))
    gone = set(known.values_list("object_id", flat=True)) - set(keys)
    return sum(_renew_some(kind, list(some)) for some in _portions([*keys, *gone]))


def _renew_some(kind: EntryKind, keys: list[int]) -> int:
    wanted = {entry.id: entry for entry in entries_of(kind, keys)}
    known = SearchEntry.objects.in_bulk([entry_key(kind, key) for key in keys])
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
