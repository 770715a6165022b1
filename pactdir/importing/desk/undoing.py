"""Finds out what undoing an import would come to, and what forbids it; nothing is written here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery

from pactdir.importing.desk.log import ImportRun, public_models
from pactdir.importing.desk.undo_plan import MOST_NAMED, RowKey, Undoing, per_model
from pactdir.importing.imported_values import BATCH
from pactdir.models import Import, SchoolMatch
from regions.history.moments import moment_in_words
from regions.history.names import Names
from regions.history.restoring import as_recorded, obstacles, recreate
from regions.history.titles import title_of
from regions.rights import Rights
from regions.wording.dutch import counted
from schools.models import School

ALREADY = "Deze import is al ongedaan gemaakt."


def undoing(run: ImportRun, rights: Rights) -> Undoing:
    """Find out what undoing would come to, and what forbids it."""
    plan = Undoing(run, rights)
    if run.last.undone_at:
        plan.refusals.append(ALREADY)
        return plan
    # The last loaded first, so that of two files of one kind the older has the last word.
    for file in Import.objects.filter(change_id=plan.change).order_by("-pk"):
        plan.proposals.look_at(file.former)
    for model in public_models():
        if model.history.filter(change_id=plan.change).exists():
            _look_at(model, plan)
    _refuse_later_imports(plan)
    _keep_what_is_hung_on(plan)
    return plan


def _look_at(model: Any, plan: Undoing) -> None:
    key = model._meta.pk.attname
    records = model.history.filter(change_id=plan.change).order_by("history_id")
    earlier = model.history.filter(**{key: OuterRef(key)}, history_id__lt=OuterRef("history_id"))
    first: dict[int, Any] = {}
    with_previous = records.annotate(
        previous=Subquery(earlier.order_by("-history_id").values("history_id")[:1])
    )
    decided = plan.proposals.codes_decided if model is School else set()
    for record in with_previous:
        if not decided or f"{record.brin}{record.location_code}" not in decided:
            first.setdefault(getattr(record, key), record)
    _refuse_newer_records(model, first, plan)
    stored = {row.pk: row for row in rows_written(model, plan.change)}
    wanted = [one.previous for one in first.values() if one.history_type == "~"]
    before = {one.history_id: one for one in _by_key(model.history, wanted)}
    for pk, record in first.items():
        if record.history_type == "+":
            if pk in stored:
                plan.made[model, pk] = stored[pk]
        elif record.history_type == "-":
            _bring_back(record, plan)
        elif (then := before.get(record.previous)) is None:
            plan.refusals.append(
                f"{model._meta.verbose_name} {pk}: wat er daarvoor stond is niet bekend."
            )
        elif pk in stored:
            _put_back(stored[pk], then, plan)
        else:
            _bring_back(then, plan)


def rows_written(model: Any, change: UUID) -> Any:
    key = model._meta.pk.attname
    keys = model.history.filter(change_id=change).values(key)
    pointers = [one.name for one in model._meta.concrete_fields if one.is_relation]
    rows = model._base_manager.filter(pk__in=keys)
    return rows.select_related(*pointers) if pointers else rows


def _by_key(records: Any, keys: list[Any]) -> Iterator[Any]:
    for start in range(0, len(keys), BATCH):
        yield from records.filter(
            history_id__in=[one for one in keys[start : start + BATCH] if one]
        )


def _put_back(row: Any, then: Any, plan: Undoing) -> None:
    plan.refusals += [
        f"{row}: {one} bestaat niet meer." for one in obstacles(then, then, plan.rights)
    ]
    back = as_recorded(row, then, ())
    back._change_reason = None  # the change says why
    plan.changed[type(row), row.pk] = back


def _bring_back(record: Any, plan: Undoing) -> None:
    row = recreate(record)
    plan.refusals += [f"{one} bestaat niet meer." for one in obstacles(row, record, plan.rights)]
    row._change_reason = None
    plan.gone.append(row)


def _refuse_newer_records(model: Any, first: dict[int, Any], plan: Undoing) -> None:
    """Name the rows that were written since, with who did it last."""
    if not first:
        return
    key = model._meta.pk.attname
    written = model.history.filter(change_id=plan.change).values(key)
    newer = (
        model.history.filter(**{f"{key}__in": written})
        .filter(history_id__gt=min(one.history_id for one in first.values()))
        .exclude(change_id__in=plan.neutral)
        .order_by("history_id")
    )
    last = {
        getattr(one, key): one
        for one in newer
        if (ours := first.get(getattr(one, key))) and one.history_id > ours.history_id
    }
    shown = list(last.values())[:MOST_NAMED]
    names = Names(plan.rights, shown)
    plan.refusals += [
        f"{title_of(one, names)}: later gewijzigd door {names.who(one)}, "
        f"{moment_in_words(one.history_date)}."
        for one in shown
    ]
    if len(last) > len(shown):
        plan.refusals.append(
            f"En nog {len(last) - len(shown)} van de soort {model._meta.verbose_name}."
        )


def _refuse_later_imports(plan: Undoing) -> None:
    """A later import may have left the rows as they were, and still have said something of them."""
    for file in Import.objects.filter(change_id=plan.change):
        later = Import.objects.filter(kind=file.kind, pk__gt=file.pk, undone_at__isnull=True)
        for one in later.exclude(change_id=plan.change).order_by("pk"):
            if shared := file.former.keys() & one.former.keys():
                rows = counted(len(shared), "van deze rijen", "van deze rijen")
                plan.refusals.append(
                    f"{one.file}, later geladen ({moment_in_words(one.at)}), ging ook over {rows}. "
                    "Maak die import eerst ongedaan."
                )


def _keep_what_is_hung_on(plan: Undoing) -> None:
    """Leave what something points to that does not go too; and so what that row points to."""
    hanging = list(_hanging(plan))
    grew = True
    while grew:
        grew = False
        for target, source in hanging:
            if target in plan.made and source not in plan.made:
                plan.staying[target] = plan.made.pop(target)
                grew = True


def _hanging(plan: Undoing) -> Iterator[tuple[RowKey, RowKey]]:
    """What points to a row that the import made: the row, and the one that points."""
    for model, _ in per_model(plan.made):
        made = model.history.filter(change_id=plan.change, history_type="+")
        keys = made.values(model._meta.pk.attname)
        for pointer in pointers_to(model):
            rows = pointer.model._base_manager.filter(**{f"{pointer.attname}__in": keys})
            for source, target in rows.order_by().values_list("pk", pointer.attname):
                if pointer.model is SchoolMatch and plan.proposals.lets_go(source, target):
                    continue
                then = plan.changed.get((pointer.model, source))
                if then is None or getattr(then, pointer.attname) == target:
                    yield (model, target), (pointer.model, source)


def pointers_to(model: Any) -> list[Any]:
    """The fields of other rows that lead to one of these, records of the past left out."""
    return [
        one.field
        for one in model._meta.get_fields(include_hidden=True)
        if one.auto_created
        and not one.concrete
        and (one.one_to_many or one.one_to_one)
        and not hasattr(one.related_model, "history_type")
    ]
