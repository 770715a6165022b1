"""What a form of the admin showed: the last record of a row and of each row below it.

It goes out with the form, sealed, and comes back with it: what has another last record by then was
changed by someone else. The seal is the row's own, so that no other form's will do.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db.models import CharField, Max, Model, OuterRef, QuerySet, Subquery, Value

from regions.history.records import records_of
from regions.writing.changing import current_change

ITSELF = ""  # the prefix under which the row itself stands

# By prefix, then by key of the row: the number of its last record.
Seen = dict[str, dict[int, int]]


@dataclass(frozen=True)
class RowsBelow:
    """The rows of one kind below a form, as far as the user may change them there."""

    prefix: str
    rows: QuerySet


def last_seen(row: Model, below: Iterable[RowsBelow]) -> Seen:
    """What is stored at this moment, in one query."""
    kinds = [RowsBelow(ITSELF, type(row)._base_manager.filter(pk=row.pk)), *below]
    seen: Seen = {kind.prefix: {} for kind in kinds}
    first, *others = [_with_last_record(kind) for kind in kinds]
    for prefix, key, last in first.union(*others, all=True) if others else first:
        seen[prefix][key] = last or 0
    return seen


def _with_last_record(kind: RowsBelow) -> QuerySet:
    of_the_row = records_of(kind.rows.model).filter(id=OuterRef("pk")).order_by("-history_id")
    return kind.rows.order_by().values_list(
        Value(kind.prefix, output_field=CharField()),
        "pk",
        Subquery(of_the_row.values("history_id")[:1]),
    )


def is_overtaken(row: Model, below: Iterable[RowsBelow], seen: Seen) -> bool:
    """Whether another change than the open one wrote to what was seen.

    Asked after writing: by then the rows are ours, and who wrote them meanwhile has committed.
    """
    models = {ITSELF: type(row)} | {kind.prefix: kind.rows.model for kind in below}
    return any(
        _written_by_others(models[prefix], keys) != keys for prefix, keys in seen.items() if keys
    )


def _written_by_others(model: type[Model], keys: dict[int, int]) -> dict[int, int]:
    records = records_of(model).filter(id__in=keys).exclude(change_id=current_change().id)
    found = dict(records.order_by().values_list("id").annotate(Max("history_id")))
    return {key: found.get(key, 0) for key in keys}


def sealed(row: Model, seen: Seen) -> str:
    pairs = {prefix: list(keys.items()) for prefix, keys in seen.items()}
    return signing.dumps(pairs, salt=_salt(row), compress=True)


def opened(row: Model, token: str) -> Seen | None:
    """What was seen; None where the token is missing, broken, or of another row."""
    try:
        pairs: dict[str, Any] = signing.loads(token, salt=_salt(row))
    except signing.BadSignature:
        return None
    return {prefix: dict(keys) for prefix, keys in pairs.items()}


def _salt(row: Model) -> str:
    return f"regions.editing.last_seen {row._meta.label} {row.pk}"
