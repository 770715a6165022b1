"""Registry of record kinds: a public model declares once, in its own app, where it appears.

The steps are in the README, "Adding a kind of record". A `RecordKind` declares its `model`; its
table in `fixtures/*.toml` as `fixture`; `sitemap`; the rows on its page as `page_parts`; and for
search `search_number` (the next free one), `search_key`, the labels, `search_parts`,
`search_mentions` and `search_texts()`. Rows without a page take one call of `register_rows()`.

Outside the app, only a new app's line in `INSTALLED_APPS` is needed. The search, the sitemap, the
demo, the history and the tests of all pages and all admin URLs find the kind by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.db.models import QuerySet
from django.utils.module_loading import autodiscover_modules

from regions.directory.search_texts import SearchText

Model = type[models.Model]


@dataclass(frozen=True)
class Fixture:
    """A table in the fixtures of the demo.

    `key` names the fields by which other rows and the demo refer to a row.
    `natural` names the fields that identify an existing row as the same, if other than `key`.
    With `may_repeat` several rows may have the same values.
    `settable` names fields that no form has and a fixture may set.
    """

    name: str
    key: tuple[str, ...]
    natural: tuple[tuple[str, ...], ...] = ()
    may_repeat: bool = False
    settable: tuple[str, ...] = ()


class RecordKind:
    """Declares where the rows of one public model appear. Paths are lookups from the model."""

    model: ClassVar[Any]
    fixture: ClassVar[Fixture | None] = None

    # Section of the sitemap, and reverse relations to the other rows that a page shows.
    sitemap: ClassVar[str] = ""
    page_parts: ClassVar[tuple[str, ...]] = ()

    # Order of the kinds in search, and part of an entry's key: never change a number.
    search_number: ClassVar[int | None] = None
    search_key: ClassVar[str] = ""
    search_label: ClassVar[str] = ""
    search_plural: ClassVar[str] = ""
    # Paths of reverse relations whose rows are part of the search entry.
    search_parts: ClassVar[tuple[str, ...]] = ()
    # Paths of related rows whose names are part of the search entry.
    search_mentions: ClassVar[tuple[str, ...]] = ()

    def pages(self, on: date) -> QuerySet:
        rows: QuerySet = self.model.objects.published(on).exclude_examples()
        return rows

    def search_texts(self, keys: Iterable[int]) -> Iterator[SearchText]:
        """Omit keys without a row. The number of queries must not depend on the number of keys."""
        raise NotImplementedError


_kinds: dict[Model, RecordKind] = {}
_numbers: dict[str, int] = {}


def register(kind: type[RecordKind]) -> type[RecordKind]:
    """Class decorator, like `admin.register`. Raises ImproperlyConfigured on a clash."""
    clashes = [
        other
        for other in _kinds.values()
        if other.model is kind.model
        or (kind.sitemap and other.sitemap == kind.sitemap)
        or (kind.fixture and other.fixture and other.fixture.name == kind.fixture.name)
        or (
            kind.search_number is not None
            and (kind.search_number == other.search_number or kind.search_key == other.search_key)
        )
    ]
    if clashes:
        raise ImproperlyConfigured(f"{kind.__name__} clashes with {type(clashes[0]).__name__}.")
    _kinds[kind.model] = kind()
    if kind.search_number is not None:
        _numbers[kind.search_key] = kind.search_number
    return kind


def register_rows(model: Model, fixture: Fixture) -> None:
    register(type(f"{model.__name__}Rows", (RecordKind,), {"model": model, "fixture": fixture}))


def unregister(model: Model) -> None:
    kind = _kinds.pop(model)
    _numbers.pop(kind.search_key, None)


def record_kinds() -> list[RecordKind]:
    """List the kinds in the order of the apps, so that each follows the kinds its rows refer to."""
    return list(_kinds.values())


def searched_kinds() -> list[RecordKind]:
    kinds = [kind for kind in _kinds.values() if kind.search_number is not None]
    return sorted(kinds, key=lambda kind: kind.search_number or 0)


def search_number(key: str) -> int:
    return _numbers[key]


def search_label(key: str) -> str:
    return next(kind.search_label for kind in _kinds.values() if kind.search_key == key)


def discover_record_kinds() -> None:
    autodiscover_modules("record_kinds")


@dataclass(frozen=True)
class Part:
    """Rows of a reverse relation; `column` refers to `owner`, the model at `path`."""

    model: Any
    column: str
    owner: Any
    way: str


def part_at(model: Model, path: str) -> Part:
    way, _, name = path.rpartition("__")
    owner = model_at(model, way) if way else model
    relation: Any = owner._meta.get_field(name)
    return Part(relation.related_model, relation.field.attname, owner, way)


def model_at(model: Model, path: str) -> Any:
    for name in path.split("__"):
        step: Any = model._meta.get_field(name)
        model = step.related_model
    return model
