"""Restores changed or deleted rows, with the usual validation on save."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import CASCADE, SET_NULL, Exists, OuterRef, QuerySet

from regions.directory import DirectoryModel, NamedModel
from regions.history.fields import field_label, recorded_fields
from regions.history.moments import moment_in_words
from regions.history.names import Names
from regions.history.records import key_of, model_of, readable_records
from regions.history.roles import holder_in_words, roles_lost_with
from regions.history.titles import title_of
from regions.models import Assignment, Region
from regions.models.erasures import forget_if_erased
from regions.rights import Rights

SLUG = "slug"  # never restored: the URL stays the same
MAX_REASON_LENGTH = 100


def restore_reason(record: Any) -> str:
    verb = "teruggezet, was verwijderd op" if record.history_type == "-" else "teruggezet naar"
    return f"{verb} {moment_in_words(record.history_date)}"[:MAX_REASON_LENGTH]


def as_recorded(present: Any, record: Any, keep: Collection[str]) -> Any:
    """Return an unsaved copy of a row with its fields as recorded, except `keep`.

    Derived fields, the primary key and the slug are kept. An optional reference to a deleted row
    is cleared.
    """
    row = copy(present)
    for field_ in recorded_fields(type(present)):
        if field_.name != SLUG and field_.name not in keep:
            setattr(row, field_.attname, getattr(record, field_.attname))
    _empty_optional_references(row)
    forget_if_erased(row)
    row._change_reason = restore_reason(record)
    return row


def _relations(row: Any) -> Iterator[Any]:
    for field_ in model_of(row)._meta.concrete_fields:
        if field_.is_relation and getattr(row, field_.attname) is not None:
            yield field_


def _is_missing(row: Any, relation: Any) -> bool:
    target = relation.related_model._base_manager.filter(pk=getattr(row, relation.attname))
    return not target.exists()


def _empty_optional_references(row: Any) -> None:
    for relation in list(_relations(row)):
        if relation.remote_field.on_delete is SET_NULL and _is_missing(row, relation):
            setattr(row, relation.attname, None)


def obstacles(row: Any, record: Any, rights: Rights) -> list[str]:
    missing = [relation for relation in _relations(row) if _is_missing(row, relation)]
    if not missing:
        return []
    names = Names(rights, [record])
    return [
        f"{field_label(relation)}: "
        f"{names.of(relation.related_model, getattr(row, relation.attname), record)}"
        for relation in missing
    ]


def error_messages(error: ValidationError, model: Any) -> list[str]:
    if not hasattr(error, "error_dict"):
        return error.messages
    labels = {field_.name: field_label(field_) for field_ in model._meta.concrete_fields}
    return [
        text if name == NON_FIELD_ERRORS else f"{labels.get(name, name)}: {text}"
        for name, texts in error.message_dict.items()
        for text in texts
    ]


# --- deleted rows ---


def deleted_records(model: Any, rights: Rights) -> QuerySet:
    key = model._meta.pk.attname
    later = model.history.filter(**{key: OuterRef(key)}, history_id__gt=OuterRef("history_id"))
    stored = model._base_manager.filter(pk=OuterRef(key))
    records = readable_records(model, rights).filter(~Exists(stored), ~Exists(later))
    return records.filter(history_type="-").order_by("-history_date", "-history_id")


@dataclass
class Undelete:
    """An unsaved row to be restored, with the child rows that were deleted with it."""

    record: Any
    row: Any
    taken_slug: str = ""
    obstacles: list[str] = field(default_factory=list)
    child_records: list[Any] = field(default_factory=list)
    lost_kinds: list[str] = field(
        default_factory=list
    )  # names of kinds of child rows without a history
    lost_roles: list[str] = field(default_factory=list)  # described as text


def prepare_undelete(record: Any, rights: Rights) -> Undelete:
    model = model_of(record)
    plan = Undelete(record, recreate(record))
    if isinstance(plan.row, NamedModel) and plan.row.is_slug_taken():
        plan.taken_slug = plan.row.slug
        plan.row.slug = plan.row.free_slug()
    plan.obstacles = obstacles(plan.row, record, rights)
    plan.child_records = list(_deleted_with(record, rights))
    plan.lost_kinds = [
        str(relation.related_model._meta.verbose_name_plural)
        for relation in model._meta.related_objects
        if relation.on_delete is CASCADE
        and not issubclass(relation.related_model, DirectoryModel)
        and relation.related_model is not Assignment
    ]
    if model is Region:
        rows = list(roles_lost_with(record))
        names = Names(rights, rows)
        plan.lost_roles = [holder_in_words(row, names) for row in rows]
    return plan


def recreate(record: Any) -> Any:
    fields = model_of(record)._meta.concrete_fields
    row = model_of(record)(**{f.attname: getattr(record, f.attname) for f in fields})
    _empty_optional_references(row)
    forget_if_erased(row)
    row._change_reason = restore_reason(record)
    return row


def _deleted_with(record: Any, rights: Rights) -> Iterator[Any]:
    visited, queue = set(), [record]
    while queue:
        parent = queue.pop(0)
        for relation in model_of(parent)._meta.related_objects:
            child_model = relation.related_model
            if relation.on_delete is not CASCADE or not issubclass(child_model, DirectoryModel):
                continue
            children = deleted_records(child_model, rights).filter(
                change_id=record.change_id, **{relation.field.attname: key_of(parent)}
            )
            for child in children.order_by("history_id"):
                if (identity := (model_of(child), key_of(child))) not in visited:
                    visited.add(identity)
                    queue.append(child)
                    yield child


def undelete(plan: Undelete, may_restore: Callable[[Any], bool], rights: Rights) -> list[str]:
    """Save the row and its child rows; return the reasons why some child rows stay deleted.

    Call this inside a change. A child row with a second parent is restored only if that exists.
    """
    plan.row.save(force_insert=True)
    pending, reasons = list(plan.child_records), []
    while pending:
        postponed = []
        for record in pending:
            row = recreate(record)
            if obstacles(row, record, rights):
                postponed.append(record)
            elif may_restore(row):
                _save_child(row, record, rights)
            else:
                reasons.append(f"{_title(record, rights)}: dat mag u niet terugzetten.")
        if len(postponed) == len(pending):
            break
        pending = postponed
    return reasons + [_missing_parent_text(record, rights) for record in pending]


def _save_child(row: Any, record: Any, rights: Rights) -> None:
    if isinstance(row, NamedModel):
        row.replace_taken_slug()
    try:
        row.save(force_insert=True)
    except ValidationError as error:
        messages = " ".join(error_messages(error, type(row)))
        raise ValidationError(f"{_title(record, rights)}: {messages}") from error


def _missing_parent_text(record: Any, rights: Rights) -> str:
    missing = "; ".join(obstacles(recreate(record), record, rights))
    return f"{_title(record, rights)} blijft weg, want dit bestaat niet meer: {missing}."


def _title(record: Any, rights: Rights) -> str:
    return title_of(record, Names(rights, [record]))
