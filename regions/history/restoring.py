"""Rows put back as they were: through the normal door, with all its checks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import CASCADE, SET_NULL, Exists, OuterRef, QuerySet

from regions.directory import DirectoryModel, NamedModel
from regions.history.names import Names
from regions.history.records import model_of, readable_records
from regions.history.words import key_of, label_of, moment_in_words, shown_fields, title_of
from regions.rights import Rights

ADDRESS = "slug"  # an address lasts: going back to an older text does not bring the older one back
LONGEST_REASON = 100


def reason_of(record: Any) -> str:
    back_to = "teruggezet, was verwijderd op" if record.history_type == "-" else "teruggezet naar"
    return f"{back_to} {moment_in_words(record.history_date)}"[:LONGEST_REASON]


def as_then(present: Any, record: Any, kept: Collection[str]) -> Any:
    """A copy of the row with what people filled in as it was then, but for the fields kept.

    What follows from that, the key and the address stay; a target that is gone and may be left
    out, is. Nothing is saved.
    """
    row = copy(present)
    for one in shown_fields(type(present)):
        if one.name != ADDRESS and one.name not in kept:
            setattr(row, one.attname, getattr(record, one.attname))
    _leave_out_gone(row)
    row._change_reason = reason_of(record)
    return row


def _targets(row: Any) -> Iterator[Any]:
    for one in model_of(row)._meta.concrete_fields:
        if one.is_relation and getattr(row, one.attname) is not None:
            yield one


def _is_gone(row: Any, pointer: Any) -> bool:
    target = pointer.related_model._base_manager.filter(pk=getattr(row, pointer.attname))
    return not target.exists()


def _leave_out_gone(row: Any) -> None:
    for one in list(_targets(row)):
        if one.remote_field.on_delete is SET_NULL and _is_gone(row, one):
            setattr(row, one.attname, None)


def obstacles(row: Any, record: Any, rights: Rights) -> list[str]:
    """What it points to that is gone and cannot be left out, in words."""
    gone = [one for one in _targets(row) if _is_gone(row, one)]
    names = Names(rights, [record]) if gone else None
    return [
        f"{label_of(one)}: {names.of(one.related_model, getattr(row, one.attname), record)}"
        for one in gone
        if names
    ]


def reasons(refusal: ValidationError, model: Any) -> list[str]:
    """Why it cannot be saved, each with the label of its field."""
    if not hasattr(refusal, "error_dict"):
        return refusal.messages
    labels = {one.name: label_of(one) for one in model._meta.concrete_fields}
    return [
        text if name == NON_FIELD_ERRORS else f"{labels.get(name, name)}: {text}"
        for name, texts in refusal.message_dict.items()
        for text in texts
    ]


def deleted_records(model: Any, rights: Rights) -> QuerySet:
    """The last record of each row that is no more; not of what was put back since."""
    key = model._meta.pk.attname
    later = model.history.filter(**{key: OuterRef(key)}, history_id__gt=OuterRef("history_id"))
    stored = model._base_manager.filter(pk=OuterRef(key))
    records = readable_records(model, rights).filter(~Exists(stored), ~Exists(later))
    return records.filter(history_type="-").order_by("-history_date", "-history_id")


@dataclass
class Return:
    """A deleted row on its way back, with the rows that were deleted with it."""

    record: Any
    row: Any
    address_taken: str = ""
    obstacles: list[str] = field(default_factory=list)
    below: list[Any] = field(default_factory=list)  # their records
    not_kept: list[str] = field(default_factory=list)  # kinds of rows that come back no more


def on_its_way_back(record: Any, rights: Rights) -> Return:
    """What putting this back would bring; nothing is saved."""
    model = model_of(record)
    back = Return(record, revived(record))
    if isinstance(back.row, NamedModel) and back.row.is_address_taken():
        back.address_taken = back.row.slug
        back.row.slug = back.row.free_slug()
    back.obstacles = obstacles(back.row, record, rights)
    back.below = list(_deleted_with(record, rights))
    back.not_kept = [
        str(one.related_model._meta.verbose_name_plural)
        for one in model._meta.related_objects
        if one.on_delete is CASCADE and not issubclass(one.related_model, DirectoryModel)
    ]
    return back


def revived(record: Any) -> Any:
    """The row this record is of, made anew under its old key. Nothing is saved."""
    model = model_of(record)
    row = model(
        **{one.attname: getattr(record, one.attname) for one in model._meta.concrete_fields}
    )
    _leave_out_gone(row)
    row._change_reason = reason_of(record)
    return row


def _deleted_with(record: Any, rights: Rights) -> Iterator[Any]:
    """The records of the rows that the same change deleted because they hung below this one."""
    seen, ahead = set(), [record]
    while ahead:
        above = ahead.pop(0)
        for one in model_of(above)._meta.related_objects:
            if one.on_delete is not CASCADE or not issubclass(one.related_model, DirectoryModel):
                continue
            below = deleted_records(one.related_model, rights).filter(
                change_id=record.change_id, **{one.field.attname: key_of(above)}
            )
            for found in below.order_by("history_id"):
                if (identity := (model_of(found), key_of(found))) not in seen:
                    seen.add(identity)
                    ahead.append(found)
                    yield found


def bring_back(back: Return, may: Callable[[Any], bool], rights: Rights) -> list[str]:
    """Save the row and what was deleted with it, inside the open door; say what stays behind.

    A row that hangs below another one too comes back only if that is still there.
    """
    back.row.save(force_insert=True)
    waiting, behind = list(back.below), []
    while waiting:
        postponed = []
        for record in waiting:
            row = revived(record)
            if obstacles(row, record, rights):
                postponed.append(record)
            elif may(row):
                _save_below(row, record, rights)
            else:
                behind.append(f"{_title(record, rights)}: dat mag u niet terugzetten.")
        if len(postponed) == len(waiting):
            break
        waiting = postponed
    return behind + [_left_behind(record, rights) for record in waiting]


def _save_below(row: Any, record: Any, rights: Rights) -> None:
    if isinstance(row, NamedModel):
        row.give_up_taken_address()
    try:
        row.save(force_insert=True)
    except ValidationError as refusal:
        why = " ".join(reasons(refusal, type(row)))
        raise ValidationError(f"{_title(record, rights)}: {why}") from refusal


def _left_behind(record: Any, rights: Rights) -> str:
    gone = "; ".join(obstacles(revived(record), record, rights))
    return f"{_title(record, rights)} blijft weg, want dit bestaat niet meer: {gone}."


def _title(record: Any, rights: Rights) -> str:
    return title_of(record, Names(rights, [record]))


def titles(records: Iterable[Any], rights: Rights) -> list[str]:
    """What these rows are called, in one go."""
    rows = list(records)
    names = Names(rights, rows)
    return [title_of(one, names) for one in rows]
