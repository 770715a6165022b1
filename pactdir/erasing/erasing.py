"""Erases a person from all rows, and lists those rows beforehand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import connection, models
from django.db.models import Q, QuerySet

from pactdir.accounts.last_national import require_another_national_editor
from pactdir.audit.recording import record
from pactdir.erasing.listing import record_erasure
from pactdir.erasing.mentions import erase_exact_values, exact_values
from pactdir.erasing.people import Person, Texts, records_about
from pactdir.models import (
    AuditEvent,
    AuditKind,
    DemoRow,
    ErrorReport,
    Invitation,
    LinkCheck,
    Message,
    PasswordRequest,
    Submission,
    SubmissionLink,
    Subscriber,
)
from pactdir.search.engine import drop_deleted_words
from regions.models import ERASED, Contact, FormerUser, Preview
from regions.models.erasures import erase_names_from_admin_log, text_fields
from regions.wording.dutch import counted, listed
from regions.writing.changing import ContentVersion, changing

PERSONAL = ("person_name", "email", "phone", "note", "publication_ground")
REASON = "persoon gewist"
TYPED_BY_SENDER_OR_LEADER = ("answers", "before", "refused", "reason", "removal_reason")
TYPED_IN_REPORTS = ("path", "text", "evidence", "answer")


def erase(person: Person, by: User | None = None) -> None:
    """Raise ValidationError if this is the last national editor."""
    _overwrite_freed_pages()
    with changing() as change:
        change.reason = change.reason or REASON
        require_another_national_editor(person.users)
        _erase_contacts(person)
        for user in User.objects.filter(pk__in=person.users):
            user.delete()
        FormerUser.objects.filter(pk__in=person.users).update(name=ERASED)
        _invitations(person).delete()
        _subscriptions(person).delete()
        _mail_to(person).delete()
        _mail_about(person)
        _previews(person).delete()
        for rows in _typed(person):
            rows.delete()
        _erase_from_submissions(person)
        _erase_from_reports(person)
        erase_exact_values(person)
        _erase_from_logs(person)
        _erase_from_demo(person)
        record_erasure(person)
        record(AuditKind.ERASED, by=by)
        if not change.touched:
            ContentVersion.increment()  # cached pages may name the person
    drop_deleted_words()


def overview(person: Person) -> list[str]:
    """What `erase` will erase, in Dutch."""
    contacts = Contact.objects.filter(pk__in=person.contacts).select_related("region")
    users = User.objects.filter(pk__in=person.users)
    former = FormerUser.objects.filter(pk__in=person.users).exclude(name=ERASED)
    exact = [
        (row, [field.verbose_name for field in fields])
        for row, fields, is_record in exact_values(person)
        if not is_record and not (isinstance(row, Contact) and row.pk in person.contacts)
    ]
    counts = [
        (sum(1 for _ in records_about(person)), "versie", "versies", "van deze contacten"),
        (_invitations(person).count(), "uitnodiging", "uitnodigingen", ""),
        (_subscriptions(person).count(), "abonnement", "abonnementen", "op de mail"),
        (_submissions(person).count(), "inzending", "inzendingen", "vanaf dit adres"),
        (len(_submissions_about(person)), "inzending", "inzendingen", "van een ander: de naam"),
        (_reports(person).count(), "melding", "meldingen", "van een fout: het adres en de naam"),
        (_mail_to(person).count(), "mail", "mails", "aan deze persoon"),
        (_previews(person).count(), "voorbeeld", "voorbeelden", "van een pagina"),
        (_events(person).count(), "gebeurtenis", "gebeurtenissen", "in het logboek: de naam"),
    ]
    return [
        *(f"Contact {row.pk}: {row.role} ({row.region}){_named(row)}" for row in contacts),
        *(f"Account {row.username}{_full_name(row)}, met alle rechten en sessies" for row in users),
        *(f"Vroegere gebruiker {row.name}" for row in former),
        *(f"{row._meta.verbose_name} {row}: {listed(names)}" for row, names in exact),
        *(f"{counted(n, one, more)} {rest}".strip() for n, one, more, rest in counts if n),
    ]


def _named(row: Contact) -> str:
    values = [value for value in (row.person_name, row.email, row.phone) if value]
    return f": {', '.join(values)}" if values else ""


def _full_name(user: User) -> str:
    return f" ({user.get_full_name()})" if user.get_full_name() else ""


def _overwrite_freed_pages() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def _erase_contacts(person: Person) -> None:
    texts = person.all_texts
    for row in Contact.objects.filter(pk__in=person.contacts).locked():
        for field in _texts_of(row, texts):
            is_url = isinstance(field, models.URLField)
            if is_url:
                LinkCheck.objects.filter(url=getattr(row, field.attname)).delete()
            rest = "" if is_url else texts.erased_from(getattr(row, field.attname))
            setattr(row, field.attname, " ".join(rest.replace(ERASED, "").split(" ")).strip(" ,-"))
        row.forget_person()
        row.save()
    about = {record.pk for record in records_about(person)}
    for record_ in Contact.history.filter(id__in=person.contacts):
        names = {name for name in PERSONAL if record_.pk in about and getattr(record_, name)}
        values = {
            field.attname: texts.erased_from(getattr(record_, field.attname))
            for field in _texts_of(record_, texts)
        }
        values |= dict.fromkeys(names, ERASED)
        if values:
            Contact.history.filter(pk=record_.pk).update(**values)


def _texts_of(row: Any, texts: Texts) -> Iterator[Any]:
    for field in text_fields(getattr(row, "instance_type", type(row))):
        if texts.are_in(getattr(row, field.attname)):
            yield field


def _any(lookup: str, fields: Iterable[str], values: Iterable[str]) -> Q:
    """A condition that is false without values."""
    condition = Q(pk__in=[])
    for field in fields:
        for value in values:
            condition |= Q(**{f"{field}__{lookup}": value})
    return condition


def _invitations(person: Person) -> QuerySet:
    return Invitation.objects.filter(_any("iexact", ["email"], person.emails))


def _subscriptions(person: Person) -> QuerySet:
    return Subscriber.objects.filter(_any("iexact", ["email"], person.emails))


def _submissions(person: Person) -> QuerySet:
    return Submission.objects.filter(_any("iexact", ["email"], person.emails))


def _submissions_about(person: Person) -> list[Submission]:
    others = Submission.objects.exclude(pk__in=_submissions(person))
    texts = person.texts_and_phones
    return [row for row in others.iterator() if _without(row, texts)]


def _erase_from_submissions(person: Person) -> None:
    texts = person.texts_and_phones
    keys = [row.pk for row in _submissions_about(person)]
    for row in Submission.objects.select_for_update().filter(pk__in=keys):
        # Whoever opened it before cannot write it back. The smallest step, since retention counts
        # from this moment and the rest is not to be kept for longer.
        changed_at = row.changed_at + timedelta(microseconds=1)
        values = _without(row, texts) | {"changed_at": changed_at}
        Submission.objects.filter(pk=row.pk).update(**values)


def _without(row: Submission, texts: Texts) -> dict[str, Any]:
    """The columns of this submission that name the person, without the name."""
    values = {name: getattr(row, name) for name in TYPED_BY_SENDER_OR_LEADER}
    erased = {name: _erased_from(value, texts) for name, value in values.items()}
    return {name: value for name, value in erased.items() if value != values[name]}


def _erased_from(value: Any, texts: Texts) -> Any:
    if isinstance(value, dict):
        return {key: _erased_from(each, texts) for key, each in value.items()}
    if isinstance(value, list):
        return [_erased_from(each, texts) for each in value]
    if not isinstance(value, str):
        return value
    # A field for an address must not contain the placeholder, or the sender could not send it.
    return "" if texts.equal(value) else texts.erased_from(value)


def _reports(person: Person) -> QuerySet:
    texts = _any("icontains", TYPED_IN_REPORTS, person.texts_and_phones.values)
    return ErrorReport.objects.filter(texts | _any("iexact", ["email"], person.emails))


def _erase_from_reports(person: Person) -> None:
    _replace(ErrorReport.objects.all(), TYPED_IN_REPORTS, person.texts_and_phones)
    ErrorReport.objects.filter(_any("iexact", ["email"], person.emails)).update(email="")


def _mail_to(person: Person) -> QuerySet:
    return Message.objects.filter(_any("iexact", ["recipient"], person.emails))


def _mail_about(person: Person) -> None:
    _replace(Message.objects.all(), ("subject", "text", "last_error"), person.texts)


def _previews(person: Person) -> QuerySet:
    found = Preview.objects.containing(person.all_texts.values)
    return found | Preview.objects.filter(made_by__in=person.users)


def _typed(person: Person) -> Iterator[QuerySet]:
    names = person.emails | person.log_in_names
    for model in (PasswordRequest, Submission, SubmissionLink):
        yield model._default_manager.filter(_any("iexact", ["email"], names))
    for model in (AccessAttempt, AccessFailureLog, AccessLog):
        yield model.objects.filter(_any("iexact", ["username"], names))


def _replace(rows: QuerySet, fields: tuple[str, ...], texts: Texts) -> None:
    for row in rows.filter(_any("icontains", fields, texts.values)):
        values = {name: texts.erased_from(getattr(row, name)) for name in fields}
        models.QuerySet.update(rows.model._base_manager.filter(pk=row.pk), **values)


def _events(person: Person) -> QuerySet:
    fields = ("actor_name", "about_name", "detail")
    keys = Q(actor_key__in=person.users) | Q(about_key__in=person.users)
    return AuditEvent.objects.filter(keys | _any("icontains", fields, person.texts.values))


def _erase_from_logs(person: Person) -> None:
    AuditEvent.objects.erase_person(person.users, person.texts.erased_from)
    _replace(LogEntry.objects.all(), ("object_repr", "change_message"), person.texts)
    erase_names_from_admin_log(User, person.users)


def _erase_from_demo(person: Person) -> None:
    rows = DemoRow.objects.filter(model=Contact._meta.label_lower, object_id__in=person.contacts)
    for row in rows:
        row.loaded = {
            key: ERASED if key in PERSONAL and value else value for key, value in row.loaded.items()
        }
        row.save()
