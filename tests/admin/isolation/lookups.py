"""Every lookup that a changelist URL could request: all paths over fields, hidden or not."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from bs4 import BeautifulSoup

from tests.admin.isolation.world import Model

DEPTH = 3
LOOKUPS = ["", "__exact", "__isnull", "__regex"]


def paths(model: Model, depth: int = DEPTH) -> Iterator[str]:
    """All lookup paths that Django resolves, including hidden relations ("+")."""
    meta: Any = model._meta
    fields = {**meta.fields_map, **meta._forward_fields_map}
    for name, field in fields.items():
        yield name
        if depth > 1 and (way := getattr(field, "path_infos", None)):
            for further in paths(way[-1].to_opts.model, depth - 1):
                yield f"{name}__{further}"


def lookups(model: Model, depth: int = DEPTH) -> list[str]:
    return [path + lookup for path in paths(model, depth) for lookup in LOOKUPS]


def offered_on(page: bytes) -> set[str]:
    """Lookups used in the links of a changelist; a filter also accepts `__isnull`."""
    soup = BeautifulSoup(page, "lxml")
    links = [str(link["href"]) for link in soup.select("#changelist a[href^='?']")]
    names = {name for link in links for name, _ in parse_qsl(urlsplit(link).query)}
    fields = {name.removesuffix("__exact").removesuffix("__id") for name in names}
    return names | {f"{field}__isnull" for field in fields}
