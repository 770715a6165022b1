"""A three-way merge, of the rows of one kind and of the fields of one row.

`base` is what the form showed, `theirs` what is stored by now, `ours` what was sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any


class Outcome(Enum):
    """What becomes of a field whose versions differ. Only THEIRS is not in the form already."""

    THEIRS = "only they changed it"
    OURS = "only we changed it"
    CONFLICT = "both changed it, to other values"
    UNKNOWN = "it differs, and nobody knows who changed it"


def merge_fields(
    base: Mapping[str, Any] | None, theirs: Mapping[str, Any], ours: Mapping[str, Any]
) -> dict[str, Outcome]:
    """The outcome of each field that has one: first those of `ours`.

    A field that is not in `ours` was left alone. Without a base, whatever differs stays as sent.
    """
    before = theirs if base is None else base
    sent = {**ours, **{name: before[name] for name in theirs if name not in ours}}
    return {
        name: _outcome(base, theirs, name, value)
        for name, value in sent.items()
        if value != theirs[name]
    }


def _outcome(
    base: Mapping[str, Any] | None, theirs: Mapping[str, Any], name: str, ours: Any
) -> Outcome:
    if base is None:
        return Outcome.UNKNOWN
    if ours == base[name]:
        return Outcome.THEIRS
    return Outcome.OURS if theirs[name] == base[name] else Outcome.CONFLICT


@dataclass(frozen=True)
class RowChanges:
    """The keys of the rows that others wrote to."""

    updated: list[int]  # and that were sent
    added: list[int]
    deleted: list[int]  # though they were sent


def merge_rows(
    base: Mapping[int, int], theirs: Mapping[int, int], ours: Mapping[int, bool]
) -> RowChanges:
    """`base` and `theirs` give the last record of each row, `ours` whether to delete it."""
    changed = [key for key, last in theirs.items() if base.get(key) != last]
    gone = base.keys() - theirs.keys()
    return RowChanges(
        updated=[key for key in changed if key in ours],
        added=[key for key in changed if key not in ours and key not in base],
        deleted=[key for key, to_delete in ours.items() if key in gone and not to_delete],
    )
