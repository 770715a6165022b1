"""Descriptions of records and changes in Dutch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.apps import apps
from django.db.models import QuerySet

from regions.directory import DirectoryModel
from regions.history.fields import FieldChange, differences_with_names
from regions.history.names import OTHER_REGION, Names
from regions.history.records import (
    RecordRef,
    key_of,
    latest_changes,
    model_of,
    record_refs,
    records_by_id,
    records_of_regions,
    stored_keys,
)
from regions.history.titles import gist_of, title_in_region, title_of
from regions.models import Region
from regions.rights import Rights
from regions.wording.dutch import counted


@dataclass(frozen=True)
class RecordDescription:
    record: Any
    title: str
    gist: str
    changes: list[FieldChange]
    from_elsewhere: bool  # belongs to a region in which this reader has no rights

    @property
    def kind(self) -> str:
        return cast(str, self.record.history_type)

    @property
    def sentence(self) -> str:
        if self.kind == "-":
            return "verwijderd"
        if self.from_elsewhere:
            return f"kwam van {OTHER_REGION}"
        if self.kind == "+":
            return f"toegevoegd: {self.gist}" if self.gist else "toegevoegd"
        return "; ".join(change.sentence for change in self.changes) or "bijgewerkt"

    @property
    def between(self) -> str:
        return ": " if self.kind == "~" and not self.from_elsewhere else " "


def describe_record(
    ref: RecordRef,
    records: dict[tuple[str, int], Any],
    names: Names,
    title: Callable[[Any, Names], str] = title_of,
) -> RecordDescription:
    record = records[ref.label, ref.record]
    before = records.get((ref.label, ref.previous)) if ref.previous else None
    is_update = record.history_type == "~"
    return RecordDescription(
        record=record,
        title=title(record, names),
        gist=gist_of(record, names),
        changes=differences_with_names(before, record, names) if is_update and before else [],
        from_elsewhere=is_update and before is None and ref.previous is not None,
    )


@dataclass(frozen=True)
class ChangeDescription:
    """A change to rows of a region, described by its main row."""

    change_id: UUID
    who: str
    when: datetime
    title: str
    description: str  # the change to the main row, and the number of other rows
    model: type[DirectoryModel]
    pk: int
    exists: bool

    @property
    def summary(self) -> str:
        return self.title + self.description


def describe_latest_changes(
    rights: Rights, regions: Iterable[int], limit: int, exclude: QuerySet | None = None
) -> list[ChangeDescription]:
    """Describe the latest readable changes to rows of these regions, newest first.

    `exclude` selects ids of changes. This takes two queries, plus a few for each model among the
    changes, for any number of rows.
    """
    region_ids = list(regions)
    record_sets = _record_sets(rights, region_ids, exclude)
    changes = latest_changes(record_sets, limit)
    if not changes:
        return []
    refs = record_refs(records.filter(change_id__in=changes) for records in record_sets)
    sizes = Counter(ref.change for ref in refs)
    main_refs = [_main_ref([ref for ref in refs if ref.change == change]) for change in changes]
    records = records_by_id(main_refs, rights)
    names = Names(rights, records.values())
    stored = stored_keys(records.values(), rights)
    title = title_in_region if len(region_ids) > 1 else title_of
    return [
        _describe_change(
            describe_record(ref, records, names, title), names, sizes[ref.change], stored
        )
        for ref in main_refs
    ]


def _record_sets(rights: Rights, region_ids: list[int], exclude: QuerySet | None) -> list[QuerySet]:
    record_sets = [
        records
        for model in apps.get_models()
        if issubclass(model, DirectoryModel)
        and (records := records_of_regions(model, rights, region_ids)) is not None
    ]
    if exclude is None:
        return record_sets
    return [records.exclude(change_id__in=exclude) for records in record_sets]


def _main_ref(refs: list[RecordRef]) -> RecordRef:
    def rank(ref: RecordRef) -> tuple[bool, bool]:
        field_names = {field.name for field in ref.model._meta.concrete_fields}
        return ref.model is not Region, "name" not in field_names

    return min(refs, key=rank)


def _describe_change(
    main: RecordDescription, names: Names, size: int, stored: set[tuple[Any, int]]
) -> ChangeDescription:
    model, key = model_of(main.record), key_of(main.record)
    others = counted(size - 1, "andere rij", "andere rijen")
    return ChangeDescription(
        change_id=main.record.change_id,
        who=names.who(main.record),
        when=main.record.history_date,
        title=main.title,
        description=f"{main.between}{main.sentence}" + (f"; en {others}" if size > 1 else ""),
        model=model,
        pk=key,
        exists=(model, key) in stored,
    )
