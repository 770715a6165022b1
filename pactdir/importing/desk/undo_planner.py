"""Plans the undo of an import and finds what prevents it; writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery

from pactdir.importing.desk.log import ImportRun, public_models
from pactdir.importing.desk.undo_plan import MAX_ROWS_SHOWN, RowKey, UndoPlan, count_per_model
from pactdir.importing.imported_values import BATCH
from pactdir.importing.kinds import KINDS
from pactdir.models import Import, SchoolMatch
from regions.history.moments import moment_in_words
from regions.history.names import Names
from regions.history.restoring import as_recorded, obstacles, recreate
from regions.history.titles import title_of
from regions.rights import Rights
from regions.wording.dutch import counted
from schools.models import School

ALREADY_UNDONE = "Deze import is al ongedaan gemaakt."


def plan_undo(run: ImportRun, rights: Rights) -> UndoPlan:
    plan = UndoPlan(run, rights)
    if run.last.undone_at:
        plan.refusals.append(ALREADY_UNDONE)
        return plan
    # Last file first: with two files of one kind, the values from before the first are restored.
    for file in Import.objects.filter(change_id=plan.change_id).order_by("-pk"):
        plan.proposals.add_file(file.former)
    for model in public_models():
        if model.history.filter(change_id=plan.change_id).exists():
            _plan_model(model, plan)
    _refuse_later_imports(plan)
    _keep_referenced_rows(plan)
    return plan


def _plan_model(model: Any, plan: UndoPlan) -> None:
    key = model._meta.pk.attname
    records = model.history.filter(change_id=plan.change_id).order_by("history_id")
    earlier = model.history.filter(**{key: OuterRef(key)}, history_id__lt=OuterRef("history_id"))
    first_records: dict[int, Any] = {}
    with_previous = records.annotate(
        previous=Subquery(earlier.order_by("-history_id").values("history_id")[:1])
    )
    decided = plan.proposals.codes_decided if model is School else set()
    for record in with_previous:
        if not decided or f"{record.brin}{record.location_code}" not in decided:
            first_records.setdefault(getattr(record, key), record)
    _refuse_newer_records(model, first_records, plan)
    stored = {row.pk: row for row in rows_written(model, plan.change_id)}
    previous_ids = [
        record.previous for record in first_records.values() if record.history_type == "~"
    ]
    previous_records = {
        record.history_id: record for record in _in_batches(model.history, previous_ids)
    }
    for pk, record in first_records.items():
        if record.history_type == "+":
            if pk in stored:
                plan.created[model, pk] = stored[pk]
        elif record.history_type == "-":
            _restore_deleted(record, plan)
        elif (previous_record := previous_records.get(record.previous)) is None:
            plan.refusals.append(
                f"{model._meta.verbose_name} {pk}: wat er daarvoor stond is niet bekend."
            )
        elif pk in stored:
            _restore_values(stored[pk], previous_record, plan)
        else:
            _restore_deleted(previous_record, plan)


def rows_written(model: Any, change_id: UUID) -> Any:
    key = model._meta.pk.attname
    keys = model.history.filter(change_id=change_id).values(key)
    relations = [field.name for field in model._meta.concrete_fields if field.is_relation]
    rows = model._base_manager.filter(pk__in=keys)
    return rows.select_related(*relations) if relations else rows


def _in_batches(records: Any, keys: list[Any]) -> Iterator[Any]:
    for start in range(0, len(keys), BATCH):
        yield from records.filter(
            history_id__in=[key for key in keys[start : start + BATCH] if key]
        )


def _restore_values(row: Any, old_record: Any, plan: UndoPlan) -> None:
    plan.refusals += [
        f"{row}: {obstacle} bestaat niet meer."
        for obstacle in obstacles(old_record, old_record, plan.rights)
    ]
    restored_row = as_recorded(row, old_record, ())
    restored_row._change_reason = None  # the change has a reason
    plan.changed[type(row), row.pk] = restored_row


def _restore_deleted(record: Any, plan: UndoPlan) -> None:
    row = recreate(record)
    plan.refusals += [
        f"{obstacle} bestaat niet meer." for obstacle in obstacles(row, record, plan.rights)
    ]
    row._change_reason = None
    plan.restored.append(row)


def _refuse_newer_records(model: Any, first_records: dict[int, Any], plan: UndoPlan) -> None:
    if not first_records:
        return
    key = model._meta.pk.attname
    written = model.history.filter(change_id=plan.change_id).values(key)
    newer = (
        model.history.filter(**{f"{key}__in": written})
        .filter(history_id__gt=min(record.history_id for record in first_records.values()))
        .exclude(change_id__in=plan.undone_change_ids)
        .order_by("history_id")
    )
    newest = {
        getattr(record, key): record
        for record in newer
        if (first_record := first_records.get(getattr(record, key)))
        and record.history_id > first_record.history_id
    }
    listed_records = list(newest.values())[:MAX_ROWS_SHOWN]
    names = Names(plan.rights, listed_records)
    plan.refusals += [
        f"{title_of(record, names)}: later gewijzigd door {names.who(record)}, "
        f"{moment_in_words(record.history_date)}."
        for record in listed_records
    ]
    if len(newest) > len(listed_records):
        plan.refusals.append(
            f"En nog {len(newest) - len(listed_records)} van de soort {model._meta.verbose_name}."
        )


def _refuse_later_imports(plan: UndoPlan) -> None:
    # Refuse even if a later import left the rows unchanged: it stored values for them.
    for file in Import.objects.filter(change_id=plan.change_id):
        later_imports = Import.objects.filter(
            kind__in=_kinds_with_imported_values_of(file.kind),
            pk__gt=file.pk,
            undone_at__isnull=True,
        )
        for later_import in later_imports.exclude(change_id=plan.change_id).order_by("pk"):
            if shared := file.former.keys() & later_import.former.keys():
                moment = moment_in_words(later_import.at)
                rows = counted(len(shared), "van deze rijen", "van deze rijen")
                plan.refusals.append(
                    f"{later_import.file}, later geladen ({moment}), ging ook over {rows}. "
                    "Maak die import eerst ongedaan."
                )


def _kinds_with_imported_values_of(name: str) -> list[str]:
    shared = next((kind.imported_as() for kind in KINDS if kind.name == name), name)
    return [name, *(kind.name for kind in KINDS if kind.imported_as() == shared)]


def _keep_referenced_rows(plan: UndoPlan) -> None:
    references = list(_references(plan))
    has_changed = True
    while has_changed:
        has_changed = False
        for target, source in references:
            if target in plan.created and source not in plan.created:
                plan.still_referenced[target] = plan.created.pop(target)
                has_changed = True


def _references(plan: UndoPlan) -> Iterator[tuple[RowKey, RowKey]]:
    for model, _ in count_per_model(plan.created):
        created = model.history.filter(change_id=plan.change_id, history_type="+")
        keys = created.values(model._meta.pk.attname)
        for pointer in pointers_to(model):
            rows = pointer.model._base_manager.filter(**{f"{pointer.attname}__in": keys})
            for source, target in rows.order_by().values_list("pk", pointer.attname):
                if pointer.model is SchoolMatch and plan.proposals.will_release(source, target):
                    continue
                restored_row = plan.changed.get((pointer.model, source))
                if restored_row is None or getattr(restored_row, pointer.attname) == target:
                    yield (model, target), (pointer.model, source)


def pointers_to(model: Any) -> list[Any]:
    return [
        relation.field
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created
        and not relation.concrete
        and (relation.one_to_many or relation.one_to_one)
        and not hasattr(relation.related_model, "history_type")
    ]
