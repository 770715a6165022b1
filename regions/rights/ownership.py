"""Which region owns a row."""

from __future__ import annotations

from functools import reduce
from typing import Any, ClassVar, Protocol


class Owned(Protocol):
    """A public row; `regions.directory.DirectoryModel` says what these two mean."""

    owner_path: ClassVar[Any]  # str or None; a model that says a str narrows it
    is_shared: ClassVar[bool]


def hangs_below(model: type[Owned]) -> str | None:
    """The field that leads to the row between one of these and its region: an article's theme."""
    first, *others = (model.owner_path or "").split("__")
    return first if others else None


def row_above(row: Owned) -> Owned | None:
    """What this row hangs below, where that is not its region itself."""
    name = hangs_below(type(row))
    return getattr(row, name) if name else None


def region_of(row: Owned) -> int | None:
    """The region that owns this row; None where regions share it."""
    if row.owner_path is None:
        return None
    *way, last = row.owner_path.split("__")
    owner: Any = reduce(lambda one, name: one and getattr(one, name), way, row)
    return owner and (owner.pk if last == "pk" else getattr(owner, f"{last}_id"))
