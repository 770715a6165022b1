"""Undoes an import: deletes the rows it created and restores the old values of those it changed.

Files imported together are undone together, in one change. Undo is refused if a person or a later
import has written to one of those rows since. Rows that others refer to are kept, as are decisions
about proposals.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from pactdir.audit.recording import record
from pactdir.importing.desk.log import ImportRun, public_models
from pactdir.importing.desk.undo_plan import UndoPlan, shorten
from pactdir.importing.desk.undo_planner import plan_undo, pointers_to, rows_written
from pactdir.importing.imported_values import BATCH, store
from pactdir.importing.importer import MAX_REASON_LENGTH, lock_imports
from pactdir.importing.kinds import KINDS
from pactdir.importing.schools.open_proposals import KEY_PREFIX
from pactdir.importing.schools.registers import REGISTERS
from pactdir.models import AuditKind, Import, ImportedRow, SchoolMatch
from regions.history.restoring import error_messages
from regions.rights import Rights
from regions.writing.changing import changing


class UndoRefused(Exception):
    def __init__(self, reasons: list[str]) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


def undo(run: ImportRun, user: Any, rights: Rights) -> UndoPlan:
    """Raises UndoRefused or Busy, in which case nothing is written."""
    with changing() as change:
        lock_imports()
        files = list(Import.objects.select_for_update().filter(change_id=run.last.change_id))
        run = ImportRun(sorted(files, key=lambda file: file.pk))
        # Lock these before the schools, in the order of school_decisions.py, to avoid a deadlock.
        list(SchoolMatch.objects.select_for_update().order_by("pk"))
        change.reason = f"{run.files[0].file}: import ongedaan gemaakt"[:MAX_REASON_LENGTH]
        for model in public_models():
            if model.history.filter(change_id=run.last.change_id).exists():
                list(rows_written(model, run.last.change_id).select_related(None).locked())
        plan = plan_undo(run, rights)
        if plan.refusals:
            raise UndoRefused(shorten(plan.refusals))
        plan.proposals.write()
        _write(plan)
        _restore_imported_values(plan)
        Import.objects.filter(change_id=run.last.change_id).update(
            undone_at=timezone.now(), undone_by=user, undone_change_id=change.id
        )
        for file in run.files:
            record(AuditKind.IMPORT_UNDONE, str(file), by=user)
        return plan


def _write(plan: UndoPlan) -> None:
    try:
        for row in plan.changed.values():
            row.save()
        for model in _in_order_of_deletion({model for model, _ in plan.created}):
            keys = [pk for of, pk in plan.created if of is model]
            for start in range(0, len(keys), BATCH):
                model._base_manager.filter(pk__in=keys[start : start + BATCH]).bulk_delete()
        for row in plan.restored:
            row.save(force_insert=True)
    except ValidationError as error:
        raise UndoRefused(error_messages(error, type(row))) from error


def _in_order_of_deletion(models: set[Any]) -> list[Any]:
    ordered: list[Any] = []
    waiting = sorted(models, key=lambda model: str(model._meta.label))
    while waiting:
        free = [
            model
            for model in waiting
            if not any(
                field.model in waiting and field.model is not model for field in pointers_to(model)
            )
        ]
        ordered += free or waiting[:1]
        waiting = [model for model in waiting if model not in ordered]
    return ordered


def _restore_imported_values(plan: UndoPlan) -> None:
    models = {kind.name: kind.model for kind in KINDS}
    shared_names = {kind.name: kind.imported_as() for kind in KINDS}
    for file in reversed(plan.run.files):
        model, imported_as = models.get(file.kind), shared_names.get(file.kind, file.kind)
        referenced_pks = {pk for of, pk in plan.still_referenced if of is model}
        decided = plan.proposals.codes_decided if file.kind in REGISTERS else set()
        former = {
            key: values
            for key, values in file.former.items()
            if not key.startswith(KEY_PREFIX) and key not in decided
        }
        rows = ImportedRow.objects.filter(kind=imported_as).exclude(object_id__in=referenced_pks)
        new = [key for key, values in former.items() if values is None]
        for start in range(0, len(new), BATCH):
            rows.filter(key__in=new[start : start + BATCH]).delete()
        store(
            [
                ImportedRow(kind=imported_as, key=key, **values)
                for key, values in former.items()
                if values is not None
            ]
        )
