"""Every URL of the admin, from the resolver, with the keys of rows in the test data."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.regex_helper import normalize

from regions.directory import DirectoryModel
from regions.models import Preview
from tests.admin.isolation.world import NOT_THERE, Model, World, concrete

# What each URL argument refers to. The walk fails on an unknown argument.
ROW = {"object_id", "pk", "id", "_0"}
RECORD = {"history_id", "record_id", "version_id", "record", "_1"}
OTHERS = {"app_label", "content_type_id", "url", "change_id", "token", "digest"}


@dataclass(frozen=True)
class Pattern:
    """A URL with placeholders: "regions/goal/%(object_id)s/change/"."""

    text: str
    blanks: tuple[str, ...]
    model: Model | None


def patterns(world: World) -> list[Pattern]:
    root = next(
        resolver
        for resolver in get_resolver().url_patterns
        if isinstance(resolver, URLResolver) and resolver.namespace == "admin"
    )
    all_patterns = [_pattern(world, where) for where in _flat(root, "")]
    return list(dict.fromkeys(all_patterns))


def _flat(resolver: URLResolver, before: str) -> Iterator[str]:
    here = before + _as_regex(resolver)
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield here + _as_regex(entry)
        else:
            yield from _flat(entry, here)


def _as_regex(entry: Any) -> str:
    return entry.pattern.regex.pattern.removeprefix("^").removesuffix("\\Z").removesuffix("$")


def _pattern(world: World, regex: str) -> Pattern:
    text, blanks = normalize(regex)[0]
    if unknown := set(blanks) - ROW - RECORD - OTHERS:
        raise AssertionError(f"Add a value for {unknown} to addresses.py, for /{text}")
    labels = tuple(text.split("/")[1:3])
    models: dict[tuple[str | None, ...], Model] = {
        (registered._meta.app_label, registered._meta.model_name): registered
        for registered in world.site._registry
    }
    model = models.get(labels)
    if set(blanks) & (ROW | RECORD) and model is None and "content_type_id" not in blanks:
        raise AssertionError(f"Add the model that /{text} shows to addresses.py")
    return Pattern(f"/{text}", tuple(blanks), concrete(model) if model else None)


def of_others(world: World, pattern: Pattern) -> list[str]:
    return _filled(world, pattern, foreign=True)


def of_own(world: World, pattern: Pattern) -> list[str]:
    return _filled(world, pattern, foreign=False)


def _filled(world: World, pattern: Pattern, foreign: bool) -> list[str]:
    names = set(pattern.blanks)
    if "content_type_id" in names:
        return [
            pattern.text % _all(pattern, content_type_id=_type(model), object_id=key)
            for model, keys in (world.foreign if foreign else world.own).items()
            for key in keys
        ]
    if names & RECORD:
        return [pattern.text % _all(pattern, *pair) for pair in _records(world, pattern, foreign)]
    pools = [_pool(world, pattern, name, foreign) for name in pattern.blanks]
    return [pattern.text % dict(zip(pattern.blanks, each, strict=True)) for each in product(*pools)]


def _all(pattern: Pattern, row: Any = None, record: Any = None, **values: Any) -> dict[str, Any]:
    return {name: values.get(name, record if name in RECORD else row) for name in pattern.blanks}


def _type(model: Model) -> int:
    return ContentType.objects.get_for_model(model).pk


def _records(world: World, pattern: Pattern, foreign: bool) -> list[tuple[int, int]]:
    """(row, record) pairs: records of others, also requested through the URL of the leader's own
    row.
    """
    assert pattern.model is not None
    own = [(of, key) for key, of in world.own_records.get(pattern.model, [])]
    others = [(of, key) for key, of in world.foreign_records.get(pattern.model, [])]
    if not foreign:
        return own[:2]
    mine = world.own.get(pattern.model, [NOT_THERE])[:1]
    theirs = world.foreign.get(pattern.model, [NOT_THERE])[:1]
    mixed = [(row, key) for row in mine for _, key in others[:3]]
    return [*_first_and_last(others), *mixed, *((row, key) for row in theirs for _, key in own[:2])]


def _first_and_last(records: list[tuple[int, int]]) -> list[tuple[int, int]]:
    ends = dict(reversed(records)) | {-of: key for of, key in records}
    return sorted({(abs(of), key) for of, key in ends.items()})


def _pool(world: World, pattern: Pattern, name: str, foreign: bool) -> list[Any]:
    rows = world.foreign if foreign else world.own
    if name in ROW:
        assert pattern.model is not None
        # A row of the leader, one that was moved here from another region, and a shared row.
        own = world.own.get(pattern.model, [])
        shared = world.shared.get(pattern.model, [])
        return rows.get(pattern.model, []) if foreign else [*own[:1], *own[-1:], *shared[:1]]
    return {
        "app_label": lambda: sorted({model._meta.app_label for model in world.site._registry}),
        "url": lambda: ["regions/region/1", "onzin"],
        "change_id": lambda: _changes(world, rows),
        "token": lambda: _digests(rows),
        "digest": lambda: _digests(rows),
    }[name]()


def _changes(world: World, rows: dict[Model, list[int]]) -> list[Any]:
    changes = {
        change
        for model, keys in rows.items()
        if issubclass(model, DirectoryModel)
        for change in model.history.filter(pk__in=keys).values_list("change_id", flat=True)
    }
    return sorted(changes, key=str)


def _digests(rows: dict[Model, list[int]]) -> list[str]:
    previews = Preview.objects.filter(pk__in=rows.get(Preview, []))
    return list(previews.values_list("digest", flat=True))
