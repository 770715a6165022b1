"""An import undone: what it made goes, what it changed says again what it said before.

All files that were loaded together go together, in one change. It is refused where somebody, or a
later import, wrote to one of those rows since; a row that something else hangs on by now stays,
and so does what an editor decided on a proposal.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from pactdir.importing.all_or_nothing import LONGEST_REASON, lock_imports
from pactdir.importing.desk.log import ImportRun, public_models
from pactdir.importing.desk.undo_plan import Undoing, first_few
from pactdir.importing.desk.undoing import pointers_to, rows_written, undoing
from pactdir.importing.imported_values import BATCH, store
from pactdir.importing.kinds import KINDS
from pactdir.importing.kinds.schools import Schools
from pactdir.importing.schools.open_proposals import MARK
from pactdir.models import Import, ImportedRow, SchoolMatch
from regions.history.restoring import error_messages
from regions.rights import Rights
from regions.writing.changing import changing


class NotUndone(Exception):
    """The import stands as it did, for these reasons."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


def undo(run: ImportRun, user: Any, rights: Rights) -> Undoing:
    """Put everything back in one change. Raises NotUndone or Busy, with nothing written."""
    with changing() as change:
        lock_imports()
        files = list(Import.objects.select_for_update().filter(change_id=run.last.change_id))
        run = ImportRun(sorted(files, key=lambda one: one.pk))
        # Before the schools, as a decision does (school_decisions.py).
        list(SchoolMatch.objects.select_for_update().order_by("pk"))
        change.reason = f"{run.files[0].file}: import ongedaan gemaakt"[:LONGEST_REASON]
        for model in public_models():
            if model.history.filter(change_id=run.last.change_id).exists():
                list(rows_written(model, run.last.change_id).select_related(None).locked())
        plan = undoing(run, rights)
        if plan.refusals:
            raise NotUndone(first_few(plan.refusals))
        plan.proposals.write()
        _write(plan)
        _restore_imported_values(plan)
        Import.objects.filter(change_id=run.last.change_id).update(
            undone_at=timezone.now(), undone_by=user, undone_change_id=change.id
        )
        return plan


def _write(plan: Undoing) -> None:
    try:
        for row in plan.changed.values():
            row.save()
        for model in _those_that_point_first({model for model, _ in plan.made}):
            keys = [pk for of, pk in plan.made if of is model]
            for start in range(0, len(keys), BATCH):
                model._base_manager.filter(pk__in=keys[start : start + BATCH]).bulk_delete()
        for row in plan.gone:
            row.save(force_insert=True)
    except ValidationError as refusal:
        raise NotUndone(error_messages(refusal, type(row))) from refusal


def _those_that_point_first(models: set[Any]) -> list[Any]:
    """In an order in which nothing is deleted before what hangs on it."""
    ordered: list[Any] = []
    waiting = sorted(models, key=lambda model: str(model._meta.label))
    while waiting:
        free = [
            model
            for model in waiting
            if not any(
                one.model in waiting and one.model is not model for one in pointers_to(model)
            )
        ]
        ordered += free or waiting[:1]
        waiting = [model for model in waiting if model not in ordered]
    return ordered


def _restore_imported_values(plan: Undoing) -> None:
    """But for the rows that stay."""
    models = {kind.name: kind.model for kind in KINDS}
    for file in reversed(plan.run.files):
        model = models.get(file.kind)
        stays = {pk for of, pk in plan.staying if of is model}
        decided = plan.proposals.codes_decided if file.kind == Schools.name else set()
        former = {
            key: was
            for key, was in file.former.items()
            if not key.startswith(MARK) and key not in decided
        }
        rows = ImportedRow.objects.filter(kind=file.kind).exclude(object_id__in=stays)
        new = [key for key, was in former.items() if was is None]
        for start in range(0, len(new), BATCH):
            rows.filter(key__in=new[start : start + BATCH]).delete()
        store(
            [
                ImportedRow(kind=file.kind, key=key, **values)
                for key, values in former.items()
                if values is not None
            ]
        )
