"""The version of a form: the last history record of its row and of each inline row.

It is a signed field of the form. The signature is valid for one row only, so the version of another
form is rejected.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db.models import CharField, Max, Model, OuterRef, QuerySet, Subquery, Value
from django.forms import ModelForm

from regions.editing.formset_data import FormsetData
from regions.history.records import records_of
from regions.writing.changing import current_change

OWN_ROW = ""  # the prefix for the form's own row

# The id of a row's last record, by prefix and then by key of the row.
Version = dict[str, dict[int, int]]


@dataclass(frozen=True)
class RowSet:
    """The row of a form, or the rows of one inline, if the user may change them."""

    prefix: str
    rows: QuerySet
    form_class: Callable[[], type[ModelForm]]  # a function, since the class is rarely needed
    parent: str = ""  # foreign key of an inline to the form's row

    def prefixes(self, data: Any, stored: Iterable[int]) -> dict[int, str]:
        if self.prefix == OWN_ROW:
            return dict.fromkeys(stored, OWN_ROW)
        return FormsetData(data, self.prefix).prefix_by_key()


def stored_version(row_sets: Iterable[RowSet]) -> Version:
    sets = list(row_sets)
    version: Version = {row_set.prefix: {} for row_set in sets}
    first, *others = [_last_records(row_set) for row_set in sets]
    for prefix, key, last in first.union(*others, all=True) if others else first:
        version[prefix][key] = last or 0
    return version


def _last_records(row_set: RowSet) -> QuerySet:
    records = records_of(row_set.rows.model).filter(id=OuterRef("pk")).order_by("-history_id")
    return row_set.rows.order_by().values_list(
        Value(row_set.prefix, output_field=CharField()),
        "pk",
        Subquery(records.values("history_id")[:1]),
    )


def is_overtaken(row_sets: Iterable[RowSet], version: Version) -> bool:
    """Whether a change other than the current one wrote to these rows since that version.

    Call this after writing, when the rows are locked and earlier writers have committed.
    """
    return any(
        _last_of_others(row_set.rows.model, version[row_set.prefix]) != version[row_set.prefix]
        for row_set in row_sets
        if version[row_set.prefix]
    )


def _last_of_others(model: type[Model], keys: Iterable[int]) -> dict[int, int]:
    records = records_of(model).filter(id__in=keys).exclude(change_id=current_change().id)
    last = dict(records.order_by().values_list("id").annotate(Max("history_id")))
    return {key: last.get(key, 0) for key in keys}


def signed(row: Model, version: Version) -> str:
    pairs = {prefix: list(keys.items()) for prefix, keys in version.items()}
    return signing.dumps(pairs, salt=_salt(row), compress=True)


def unsigned(row: Model, token: str) -> Version | None:
    try:
        pairs: dict[str, Any] = signing.loads(token, salt=_salt(row))
    except signing.BadSignature:
        return None
    return {prefix: dict(keys) for prefix, keys in pairs.items()}


def _salt(row: Model) -> str:
    return f"regions.editing.conflict {row._meta.label} {row.pk}"
