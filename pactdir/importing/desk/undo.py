"""An import undone: what it made goes, what it changed says again what it said before.

All files that were loaded together go together, in one change. It is refused where somebody, or a
later import, wrote to one of those rows since; a row that something else hangs on by now stays,
and so does what an editor decided on a proposal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from pactdir.importing.all_or_nothing import LONGEST_REASON, lock_imports
from pactdir.importing.desk.log import ImportRun, public_models
from pactdir.importing.imported_values import BATCH
from pactdir.importing.kinds import KINDS
from pactdir.importing.kinds.schools import Schools
from pactdir.importing.schools.open_proposals import MARK, PuttingBack
from pactdir.models import Import, ImportedRow, SchoolMatch, Verdict
from regions.history.names import Names
from regions.history.restoring import as_then, obstacles, reasons, revived
from regions.history.words import moment_in_words, title_of
from regions.rights import Rights
from regions.wording.dutch import counted
from regions.writing.changing import changing
from schools.models import School

MOST_NAMED = 50  # rows; how many more there are is said
DECIDED: dict[str, str] = {
    Verdict.SAME: "is dezelfde school als",
    Verdict.OTHER: "is een andere school dan",
}
ALREADY = "Deze import is al ongedaan gemaakt."
RowKey = tuple[Any, int]  # a model and a primary key


class NotUndone(Exception):
    """The import stands as it did, for these reasons."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


@dataclass
class Undoing:
    """What undoing this run would come to; nothing is written but by `undo()`."""

    run: ImportRun
    rights: Rights
    made: dict[RowKey, Any] = field(default_factory=dict)  # to be deleted
    changed: dict[RowKey, Any] = field(default_factory=dict)  # as they will be
    gone: list[Any] = field(default_factory=list)  # as they will come back
    staying: dict[RowKey, Any] = field(default_factory=dict)  # for something hangs on them
    proposals: PuttingBack = field(default_factory=PuttingBack)
    refusals: list[str] = field(default_factory=list)

    @property
    def change(self) -> UUID:
        return self.run.last.change_id

    @property
    def in_words(self) -> list[str]:
        """What will happen, how often, a line for each model."""
        sorts = [
            (self.made, "verwijderd"),
            (self.changed, "weer zoals daarvoor"),
            ([(type(row), 0) for row in self.gone], "teruggezet"),
        ]
        asked = [
            (self.proposals.gone, "verwijderd"),
            (self.proposals.as_before, "weer zoals daarvoor"),
        ]
        return [
            *(
                f"{counted(number, str(model._meta.verbose_name), _many(model))} {words}"
                for keys, words in sorts
                for model, number in _per_model(keys)
            ),
            *(
                f"{counted(len(rows), 'open voorstel', 'open voorstellen')} {words}"
                for rows, words in asked
                if rows
            ),
        ]

    @property
    def staying_in_words(self) -> list[str]:
        return _some([f"{_kind(row)} {row}" for row in self.staying.values()])

    @property
    def decisions_in_words(self) -> list[str]:
        return _some(
            [
                f"{one.name} ({one.key}) {DECIDED[one.verdict]} {one.school.name_and_place}"
                for one in self.proposals.decided
            ]
        )

    @cached_property
    def neutral(self) -> set[UUID]:
        """Imports that were undone, with what undid them: together they changed nothing."""
        undone = Import.objects.filter(undone_change_id__isnull=False)
        pairs = undone.values_list("change_id", "undone_change_id")
        return {self.change, *(one for pair in pairs for one in pair if one)}


def _many(model: Any) -> str:
    return str(model._meta.verbose_name_plural)


def _kind(row: Any) -> str:
    return str(row._meta.verbose_name)


def _per_model(keys: Any) -> list[tuple[Any, int]]:
    numbers: dict[Any, int] = {}
    for model, _ in keys:
        numbers[model] = numbers.get(model, 0) + 1
    return list(numbers.items())


def _some(lines: list[str]) -> list[str]:
    more = len(lines) - MOST_NAMED
    return [*lines[:MOST_NAMED], f"en nog {more}"] if more > 0 else lines


def undoing(run: ImportRun, rights: Rights) -> Undoing:
    """Find out what undoing would come to, and what forbids it."""
    found = Undoing(run, rights)
    if run.last.undone_at:
        found.refusals.append(ALREADY)
        return found
    # The last loaded first, so that of two files of one kind the older has the last word.
    for file in Import.objects.filter(change_id=found.change).order_by("-pk"):
        found.proposals.look_at(file.former)
    for model in public_models():
        if model.history.filter(change_id=found.change).exists():
            _look_at(model, found)
    _refuse_later_imports(found)
    _keep_what_is_hung_on(found)
    return found


def _look_at(model: Any, found: Undoing) -> None:
    key = model._meta.pk.attname
    records = model.history.filter(change_id=found.change).order_by("history_id")
    earlier = model.history.filter(**{key: OuterRef(key)}, history_id__lt=OuterRef("history_id"))
    first: dict[int, Any] = {}
    with_previous = records.annotate(
        previous=Subquery(earlier.order_by("-history_id").values("history_id")[:1])
    )
    decided = found.proposals.codes_decided if model is School else set()
    for record in with_previous:
        if not decided or f"{record.brin}{record.location_code}" not in decided:
            first.setdefault(getattr(record, key), record)
    _refuse_newer_records(model, first, found)
    stored = {row.pk: row for row in _rows_written(model, found.change)}
    wanted = [one.previous for one in first.values() if one.history_type == "~"]
    before = {one.history_id: one for one in _by_key(model.history, wanted)}
    for pk, record in first.items():
        if record.history_type == "+":
            if pk in stored:
                found.made[model, pk] = stored[pk]
        elif record.history_type == "-":
            _bring_back(record, found)
        elif (then := before.get(record.previous)) is None:
            found.refusals.append(
                f"{model._meta.verbose_name} {pk}: wat er daarvoor stond is niet bekend."
            )
        elif pk in stored:
            _put_back(stored[pk], then, found)
        else:
            _bring_back(then, found)


def _rows_written(model: Any, change: UUID) -> Any:
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


def _put_back(row: Any, then: Any, found: Undoing) -> None:
    found.refusals += [
        f"{row}: {one} bestaat niet meer." for one in obstacles(then, then, found.rights)
    ]
    back = as_then(row, then, ())
    back._change_reason = None  # the change says why
    found.changed[type(row), row.pk] = back


def _bring_back(record: Any, found: Undoing) -> None:
    row = revived(record)
    found.refusals += [f"{one} bestaat niet meer." for one in obstacles(row, record, found.rights)]
    row._change_reason = None
    found.gone.append(row)


def _refuse_newer_records(model: Any, first: dict[int, Any], found: Undoing) -> None:
    """Name the rows that were written since, with who did it last."""
    if not first:
        return
    key = model._meta.pk.attname
    written = model.history.filter(change_id=found.change).values(key)
    newer = (
        model.history.filter(**{f"{key}__in": written})
        .filter(history_id__gt=min(one.history_id for one in first.values()))
        .exclude(change_id__in=found.neutral)
        .order_by("history_id")
    )
    last = {
        getattr(one, key): one
        for one in newer
        if (ours := first.get(getattr(one, key))) and one.history_id > ours.history_id
    }
    shown = list(last.values())[:MOST_NAMED]
    names = Names(found.rights, shown)
    found.refusals += [
        f"{title_of(one, names)}: later gewijzigd door {names.who(one)}, "
        f"{moment_in_words(one.history_date)}."
        for one in shown
    ]
    if len(last) > len(shown):
        found.refusals.append(
            f"En nog {len(last) - len(shown)} van de soort {model._meta.verbose_name}."
        )


def _refuse_later_imports(found: Undoing) -> None:
    """A later import may have left the rows as they were, and still have said something of them."""
    for file in Import.objects.filter(change_id=found.change):
        later = Import.objects.filter(kind=file.kind, pk__gt=file.pk, undone_at__isnull=True)
        for one in later.exclude(change_id=found.change).order_by("pk"):
            if shared := file.former.keys() & one.former.keys():
                rows = counted(len(shared), "van deze rijen", "van deze rijen")
                found.refusals.append(
                    f"{one.file}, later geladen ({moment_in_words(one.at)}), ging ook over {rows}. "
                    "Maak die import eerst ongedaan."
                )


def _keep_what_is_hung_on(found: Undoing) -> None:
    """Leave what something points to that does not go too; and so what that row points to."""
    hanging = list(_hanging(found))
    grew = True
    while grew:
        grew = False
        for target, source in hanging:
            if target in found.made and source not in found.made:
                found.staying[target] = found.made.pop(target)
                grew = True


def _hanging(found: Undoing) -> Iterator[tuple[RowKey, RowKey]]:
    """What points to a row that the import made: the row, and the one that points."""
    for model, _ in _per_model(found.made):
        made = model.history.filter(change_id=found.change, history_type="+")
        keys = made.values(model._meta.pk.attname)
        for pointer in _pointers_to(model):
            rows = pointer.model._base_manager.filter(**{f"{pointer.attname}__in": keys})
            for source, target in rows.order_by().values_list("pk", pointer.attname):
                if pointer.model is SchoolMatch and found.proposals.lets_go(source, target):
                    continue
                then = found.changed.get((pointer.model, source))
                if then is None or getattr(then, pointer.attname) == target:
                    yield (model, target), (pointer.model, source)


def _pointers_to(model: Any) -> list[Any]:
    """The fields of other rows that lead to one of these, records of the past left out."""
    return [
        one.field
        for one in model._meta.get_fields(include_hidden=True)
        if one.auto_created
        and not one.concrete
        and (one.one_to_many or one.one_to_one)
        and not hasattr(one.related_model, "history_type")
    ]


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
                list(_rows_written(model, run.last.change_id).select_related(None).locked())
        found = undoing(run, rights)
        if found.refusals:
            raise NotUndone(_some(found.refusals))
        found.proposals.write()
        _write(found)
        _remember_as_before(found)
        Import.objects.filter(change_id=run.last.change_id).update(
            undone_at=timezone.now(), undone_by=user, undone_change_id=change.id
        )
        return found


def _write(found: Undoing) -> None:
    try:
        for row in found.changed.values():
            row.save()
        for model in _those_that_point_first({model for model, _ in found.made}):
            keys = [pk for of, pk in found.made if of is model]
            for start in range(0, len(keys), BATCH):
                model._base_manager.filter(pk__in=keys[start : start + BATCH]).bulk_delete()
        for row in found.gone:
            row.save(force_insert=True)
    except ValidationError as refusal:
        raise NotUndone(reasons(refusal, type(row))) from refusal


def _those_that_point_first(models: set[Any]) -> list[Any]:
    """In an order in which nothing is deleted before what hangs on it."""
    ordered: list[Any] = []
    waiting = sorted(models, key=lambda model: str(model._meta.label))
    while waiting:
        free = [
            model
            for model in waiting
            if not any(
                one.model in waiting and one.model is not model for one in _pointers_to(model)
            )
        ]
        ordered += free or waiting[:1]
        waiting = [model for model in waiting if model not in ordered]
    return ordered


def _remember_as_before(found: Undoing) -> None:
    """The memory of what was imported goes back too, but for the rows that stay."""
    models = {kind.name: kind.model for kind in KINDS}
    for file in reversed(found.run.files):
        model = models.get(file.kind)
        stays = {pk for of, pk in found.staying if of is model}
        decided = found.proposals.codes_decided if file.kind == Schools.name else set()
        former = {
            key: was
            for key, was in file.former.items()
            if not key.startswith(MARK) and key not in decided
        }
        rows = ImportedRow.objects.filter(kind=file.kind).exclude(object_id__in=stays)
        new = [key for key, was in former.items() if was is None]
        for start in range(0, len(new), BATCH):
            rows.filter(key__in=new[start : start + BATCH]).delete()
        ImportedRow.objects.bulk_create(
            [
                ImportedRow(kind=file.kind, key=key, **was)
                for key, was in former.items()
                if was is not None
            ],
            update_conflicts=True,
            unique_fields=["kind", "key"],
            update_fields=["values", "object_id"],
            batch_size=BATCH,
        )
