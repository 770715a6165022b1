"""Free text elsewhere that names the person, which an editor has to change by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db.models import JSONField, Model, Q
from django.urls import NoReverseMatch, reverse

from pactdir.erasing.people import Person, Texts
from pactdir.models import (
    AccountSession,
    AuditEvent,
    DemoRow,
    ErrorReport,
    Invitation,
    Message,
    PasswordRequest,
    SearchEntry,
    Submission,
    SubmissionLink,
    SubmissionState,
    Subscriber,
)
from regions.directory import DirectoryModel
from regions.models import ERASED, Contact, FormerUser, Preview
from regions.models.erasures import text_fields

# Erased by other code, or derived.
HANDLED = {
    *(AccessAttempt, AccessFailureLog, AccessLog, AccountSession, AuditEvent, DemoRow, FormerUser),
    *(Invitation, LogEntry, Message, PasswordRequest, Preview, SearchEntry, Subscriber, User),
    *(ErrorReport, Submission, SubmissionLink),
}


@dataclass(frozen=True)
class Mention:
    where: str
    url: str


def mentions(person: Person) -> list[Mention]:
    texts = person.all_texts
    found: dict[tuple[Any, int], Mention] = {}
    # A row precedes its history records, of which one link is enough.
    for model in sorted(apps.get_models(), key=lambda model: hasattr(model, "instance_type")):
        if model in HANDLED:
            continue
        for row in _rows_with(model, texts):
            kind = getattr(row, "instance_type", model)
            key = kind._meta.pk.attname
            key_of_row = getattr(row, key)
            if kind is Contact and key_of_row in person.contacts:
                continue
            if not _is_erased_exactly(model, row, texts):
                found.setdefault((kind, key_of_row), _mention(kind, row, key_of_row))
    return [*found.values(), *_submissions_with_name(person), *_reports_with_name(person)]


def _submissions_with_name(person: Person) -> Iterator[Mention]:
    """Submissions by others with the name, which may be that of somebody else."""
    left = Texts(person.all_texts.values - person.texts_and_phones.values)
    for row in _rows_with(Submission, left):
        if person.has_email(row.email):
            continue  # erased as a whole
        if row.state == SubmissionState.DRAFT:
            yield Mention(f"inzending {row.pk}, een concept dat alleen de inzender ziet", "")
        else:
            yield Mention(f"inzending {row.pk}", _url(Submission, "change", row.pk))


def _reports_with_name(person: Person) -> Iterator[Mention]:
    left = Texts(person.all_texts.values - person.texts_and_phones.values)
    for row in _rows_with(ErrorReport, left):
        yield Mention(str(row), _url(ErrorReport, "change", row.pk))


def exact_values(person: Person) -> Iterator[tuple[Any, list[Any], bool]]:
    """Rows and history records, with their optional fields that contain only a name or address.

    The last value tells whether it is a history record.
    """
    texts = person.texts
    for model in apps.get_models():
        kind = getattr(model, "instance_type", model)
        if model in HANDLED or not issubclass(kind, DirectoryModel):
            continue
        for row in _rows_with(model, texts):
            if fields := [field for field in _optional(kind) if _equals(row, field, texts)]:
                yield row, fields, model is not kind


def erase_exact_values(person: Person) -> None:
    for row, fields, is_record in list(exact_values(person)):
        names = [field.attname for field in fields]
        if is_record:
            type(row)._base_manager.filter(pk=row.pk).update(**dict.fromkeys(names, ERASED))
            continue
        for name in names:
            setattr(row, name, "")
        row.save()


def _optional(kind: Any) -> list[Any]:
    return [field for field in text_fields(kind) if field.blank and field.editable]


def _equals(row: Any, field: Any, texts: Texts) -> bool:
    return texts.equal(getattr(row, field.attname))


def _is_erased_exactly(model: Any, row: Any, texts: Texts) -> bool:
    kind = getattr(model, "instance_type", model)
    if not issubclass(kind, DirectoryModel):
        return False
    optional = _optional(kind)
    named = [field for field in text_fields(kind) if texts.are_in(getattr(row, field.attname))]
    return all(field in optional and _equals(row, field, texts) for field in named)


def _rows_with(model: type[Model], texts: Texts) -> Iterator[Any]:
    fields = [*text_fields(model), *(f for f in model._meta.concrete_fields if _is_json(f))]
    condition = Q(pk__in=[])
    for field in fields:
        for value in texts.searchable:
            condition |= Q(**{f"{field.attname}__icontains": value})
    for row in model._base_manager.filter(condition).order_by("-pk").iterator():
        if any(texts.are_in(getattr(row, field.attname)) for field in fields):
            yield row


def _is_json(field: Any) -> bool:
    return isinstance(field, JSONField)


def _mention(kind: Any, row: Any, key: int) -> Mention:
    is_stored = kind._base_manager.filter(pk=key).exists()
    title = f"{kind._meta.verbose_name} {key}"
    if type(row) is kind:
        title = f"{kind._meta.verbose_name}: {row}"
        return Mention(title, _url(kind, "change", key))
    if is_stored:
        return Mention(f"{title}, een eerdere versie", _url(kind, "history", key))
    return Mention(f"{title}, verwijderd", _url(kind, "deleted"))


def _url(kind: Any, page: str, *args: Any) -> str:
    try:
        return reverse(f"admin:{kind._meta.app_label}_{kind._meta.model_name}_{page}", args=args)
    except NoReverseMatch:
        return ""
