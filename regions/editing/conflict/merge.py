"""A three-way merge of the rows of one kind, and of the fields of one row.

`base` is the version in the opened form, `theirs` the stored one, `ours` the submitted one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any


class Outcome(Enum):
    """The outcome for a field whose versions differ. Only THEIRS requires changing the form."""

    THEIRS = "only they changed it"
    OURS = "only we changed it"
    CONFLICT = "both changed it, to other values"
    UNKNOWN = "it differs, and nobody knows who changed it"


def merge_fields(
    base: Mapping[str, Any] | None, theirs: Mapping[str, Any], ours: Mapping[str, Any]
) -> dict[str, Outcome]:
    """Return the outcome of each field that differs, those of `ours` first.

    A field that is not in `ours` was left alone. Without a base, a field keeps its submitted value.
    """
    before = theirs if base is None else base
    submitted = {**ours, **{name: before[name] for name in theirs if name not in ours}}
    return {
        name: _outcome(base, theirs, name, value)
        for name, value in submitted.items()
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
    """Keys of the rows written by others."""

    updated: list[int]  # rows that were also submitted
    added: list[int]
    deleted: list[int]  # rows deleted by others although submitted


def merge_rows(
    base: Mapping[int, int], theirs: Mapping[int, int], ours: Mapping[int, bool]
) -> RowChanges:
    """`base` and `theirs` have the last record of each row, `ours` whether to delete it."""
    changed_keys = [key for key, last in theirs.items() if base.get(key) != last]
    deleted_keys = base.keys() - theirs.keys()
    return RowChanges(
        updated=[key for key in changed_keys if key in ours],
        added=[key for key in changed_keys if key not in ours and key not in base],
        deleted=[key for key, to_delete in ours.items() if key in deleted_keys and not to_delete],
    )
