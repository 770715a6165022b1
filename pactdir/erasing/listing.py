"""The list of erasures: only hashes, to print, to keep with the backups and to apply again."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import User

from pactdir.erasing.people import Person, contact_values
from pactdir.models import (
    AuditEvent,
    ErrorReport,
    Invitation,
    Message,
    PasswordRequest,
    Submission,
    SubmissionLink,
    Subscriber,
)
from regions.models import ERASED, Erasure, FormerUser
from regions.models.erasures import EMAIL, NAME, PHONE, contact_digests, erasure_digest


def record_erasure(person: Person) -> None:
    add_to_list(sorted(_digests(person)))


def _digests(person: Person) -> set[str]:
    contacts = [f"contact:{key}" for key in person.contacts]
    rows = [*contacts, *(f"user:{key}" for key in person.users), *([""] if person.by_name else [])]
    names = person.names | person.log_in_names
    return {
        *(erasure_digest(EMAIL, email) for email in person.emails),
        *(erasure_digest(NAME, name, row) for name in names for row in rows),
        *(erasure_digest(PHONE, phone, row) for phone in person.phones for row in contacts),
    }


def add_to_list(digests: Iterable[str]) -> None:
    Erasure.objects.bulk_create(
        [Erasure(digest=digest) for digest in digests], ignore_conflicts=True
    )


def restored_persons() -> list[Person]:
    """Return the erased persons in a restored backup: one for all values, and one per name."""
    erased = set(Erasure.objects.values_list("pk", flat=True))
    person = Person(by_name=False)
    for values in contact_values():
        if contact_digests(*values) & erased:
            person.add_contact(values, shared=set())
    for user in User.objects.all():
        if _account_digests(user.pk, user.get_full_name(), user.username, user.email) & erased:
            person.add_user(user)
    for key, name in FormerUser.objects.exclude(name=ERASED).values_list("pk", "name"):
        if _account_digests(key, name) & erased:
            person.users.add(key)
            person.names.add(name)
    _add_addresses(person, erased)
    _add_names_in_log(person, erased)
    names = {name for name in person.names if erasure_digest(NAME, name) in erased}
    by_name = Person(names=names, log_in_names=set(person.log_in_names))
    return [one for one in (person, by_name) if one.is_known or one.names]


def _account_digests(key: int | None, *names: str) -> set[str]:
    names = tuple(name for name in names if name and name != ERASED)
    return {
        *(erasure_digest(EMAIL, name) for name in names),
        *(erasure_digest(NAME, name) for name in names),
        *(erasure_digest(NAME, name, f"user:{key}") for name in names),
    }


def _add_addresses(person: Person, erased: set[str]) -> None:
    columns = {
        ErrorReport: "email",
        Invitation: "email",
        Message: "recipient",
        PasswordRequest: "email",
        Submission: "email",
        SubmissionLink: "email",
        Subscriber: "email",
    }
    for model, column in columns.items():
        for email in set(model._base_manager.order_by().values_list(column, flat=True)):
            if erasure_digest(EMAIL, email) in erased:
                person.emails.add(email)
    for stored in Submission.objects.values_list("answers", "before", "refused").iterator():
        values = (value for answers in stored if answers for value in answers.values())
        typed = {value.strip() for value in values if isinstance(value, str)}
        person.emails |= {value for value in typed if erasure_digest(EMAIL, value) in erased}


def _add_names_in_log(person: Person, erased: set[str]) -> None:
    for role in ("actor", "about"):
        rows = AuditEvent.objects.order_by().values_list(f"{role}_key", f"{role}_name").distinct()
        for key, name in rows:
            if name and _account_digests(key, name) & erased:
                person.users |= {key} if key is not None else set()
                (person.emails if "@" in name else person.names).add(name)
