"""The region that owns a row."""

from __future__ import annotations

from functools import reduce
from typing import Any, ClassVar, Protocol


class Owned(Protocol):
    """See `regions.directory.DirectoryModel`."""

    owner_path: ClassVar[Any]  # str | None; Any, since models narrow it to str
    is_shared: ClassVar[bool]


def parent_field_name(model: type[Owned]) -> str | None:
    first, *rest = (model.owner_path or "").split("__")
    return first if rest else None


def parent_of(row: Owned) -> Owned | None:
    name = parent_field_name(type(row))
    return getattr(row, name) if name else None


def region_of(row: Owned) -> int | None:
    if row.owner_path is None:
        return None
    *path, last = row.owner_path.split("__")
    owner: Any = reduce(lambda parent, name: parent and getattr(parent, name), path, row)
    return owner and (owner.pk if last == "pk" else getattr(owner, f"{last}_id"))
