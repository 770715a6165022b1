"""Finds all rows about one person, starting from a contact, a user, a name or an email address."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.utils.text import slugify

from regions.models import ERASED, Contact, FormerUser
from regions.models.erasures import folded

NAME_ALONE = (
    "Een naam zegt met --only-this niet wie u bedoelt. Geef een gebruikersnaam, een mailadres of"
    " --contact."
)


class Ambiguous(ValueError):
    """No person was found, or more than one."""


class ContactValues(NamedTuple):
    """The personal data of a contact, now or in an earlier version."""

    key: int
    name: str
    email: str
    phone: str


@dataclass
class Person:
    contacts: set[int] = field(default_factory=set)
    users: set[int] = field(default_factory=set)  # keys, including those of deleted users
    names: set[str] = field(default_factory=set)
    emails: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)
    log_in_names: set[str] = field(default_factory=set)
    by_name: bool = True  # whether the same name means the same person

    @property
    def is_known(self) -> bool:
        return bool(self.contacts or self.users or self.emails)

    def add_user(self, user: User) -> None:
        self.users.add(user.pk)
        self.names |= _filled(user.get_full_name())
        self.emails |= {name for name in _filled(user.email, user.username) if "@" in name}
        self.log_in_names |= {user.username}

    def add_contact(self, values: ContactValues, shared: set[str]) -> None:
        self.contacts.add(values.key)
        self.names |= _filled(values.name)
        self.emails |= {text for text in _filled(values.email) if folded(text) not in shared}
        self.phones |= _filled(values.phone)

    def has_name(self, name: str) -> bool:
        return folded(name) in {folded(each) for each in self.names}

    def has_email(self, email: str) -> bool:
        return folded(email) in {folded(each) for each in self.emails}

    @property
    def texts(self) -> Texts:
        """Finds the values in text that the site wrote itself."""
        # A one-word username, such as "landelijk", may be any word.
        log_in_names = {name for name in self.log_in_names if not name.isalpha()}
        return Texts(self.emails | log_in_names | (_in_text(self.names) if self.by_name else set()))

    @property
    def texts_and_phones(self) -> Texts:
        """Finds the values in what a company typed about its contact person."""
        return Texts(self.texts.values | self.phones)

    @property
    def all_texts(self) -> Texts:
        return Texts(self.texts.values | _in_text(self.names) | self.phones)


class Texts:
    """Finds values as whole words: "Jan Jansen" is not in "Jan Jansens"."""

    def __init__(self, values: Iterable[str]) -> None:
        self.values = {value for value in values if value}
        longest_first = sorted(self.values, key=len, reverse=True)
        words = "|".join(re.escape(value) for value in longest_first) or r"(?!)"
        self._pattern = re.compile(rf"(?<![\w.+-])(?:{words})(?![\w-]|\.\w)", re.IGNORECASE)

    @property
    def searchable(self) -> set[str]:
        """Of each value its longest part that `icontains` finds in any case, also in JSON.

        SQLite folds only the letters of ASCII, and JSON escapes the others.
        """
        return {max(re.split(r"[^ !#-\[\]-~]", value), key=len) for value in self.values}

    def are_in(self, value: object) -> bool:
        """In a text, or in one of the texts of a JSON value."""
        return any(self._pattern.search(text) for text in _texts_in(value))

    def erased_from(self, text: str) -> str:
        return self._pattern.sub(ERASED, text)

    def equal(self, text: object) -> bool:
        return self._pattern.fullmatch(str(text or "").strip()) is not None


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from _texts_in([*value, *value.values()])
    elif isinstance(value, list):
        for item in value:
            yield from _texts_in(item)
    elif value:
        yield str(value)


def _filled(*texts: str) -> set[str]:
    return {text.strip() for text in texts if text and text.strip() and text != ERASED}


def _in_text(names: set[str]) -> set[str]:
    # in the URL of a page about the person
    slugs = {slugify(name) for name in names if " " in name}
    return names | slugs


def contact_values() -> set[ContactValues]:
    columns = ("pk", "person_name", "email", "phone")
    rows = Contact.objects.order_by().values_list(*columns)
    records = Contact.history.order_by().values_list("id", *columns[1:]).distinct()
    return {ContactValues(*row) for rows in (rows, records) for row in rows}


def shared_addresses() -> set[str]:
    """Email addresses of contacts with different names: an office's address, not a person's."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for name, email in Contact.objects.exclude(email="").values_list("person_name", "email"):
        names[folded(email)] |= {folded(name)} - {""}
    return {email for email, used_by in names.items() if len(used_by) > 1}


def person_of_contact(key: int, *, by_name: bool = True) -> Person:
    person = Person({key}, by_name=by_name)
    row = Contact.objects.filter(pk=key).first()
    row = row or Contact.history.filter(id=key).order_by("-history_id").first()
    if row is None:
        raise Ambiguous(f"Er is geen contact {key}.")
    values = ContactValues(key, row.person_name, row.email, row.phone)
    person.add_contact(values, shared_addresses())
    return joined(person)


def person_of_user(user: User, *, by_name: bool = True) -> Person:
    person = Person(by_name=by_name)
    person.add_user(user)
    return joined(person)


def person_of_text(text: str, *, by_name: bool = True) -> Person:
    text = text.strip()
    if user := User.objects.filter(username__iexact=text).first():
        return person_of_user(user, by_name=by_name)
    if folded(text) in shared_addresses():
        keys = Contact.objects.filter(email__iexact=text).values_list("pk", flat=True)
        listed = ", ".join(f"contact {key}" for key in sorted(keys))
        raise Ambiguous(f"Dit adres is van meer mensen. Kies er een: {listed}.")
    if "@" in text:
        person = Person(emails={text}, by_name=by_name)
    elif by_name:
        person = Person(names={text})
    else:
        raise Ambiguous(NAME_ALONE)
    person = joined(person)
    if not person.is_known:
        raise Ambiguous("Zo heet hier geen contact, gebruiker of vroegere gebruiker.")
    return person


def joined(person: Person) -> Person:
    """Add the rows with the same email address, and those with the same name if `by_name`."""
    known, shared = contact_values(), shared_addresses()
    users, former = list(User.objects.all()), list(FormerUser.objects.all())
    size_before: list[int] = []
    while (size := _size(person)) != size_before:
        size_before = size
        for values in known:
            if _is_about(person, values):
                person.add_contact(values, shared)
        for user in users:
            if any(map(person.has_email, (user.email, user.username))) or (
                person.by_name and person.has_name(user.get_full_name())
            ):
                person.add_user(user)
        for one in former:
            if person.by_name and (person.has_name(one.name) or person.has_email(one.name)):
                person.users.add(one.key)
    return person


def _is_about(person: Person, values: ContactValues) -> bool:
    if values.email and person.has_email(values.email):
        return True
    return person.by_name and bool(values.name) and person.has_name(values.name)


def _size(person: Person) -> list[int]:
    return [len(person.contacts), len(person.users), len(person.names), len(person.emails)]


def records_about(person: Person) -> Iterator[Any]:
    """History records of the person's contacts, but not of earlier persons in the same role."""
    for record in Contact.history.filter(id__in=person.contacts):
        values = ContactValues(record.id, record.person_name, record.email, record.phone)
        if not values.name or _is_about(person, values) or person.has_name(values.name):
            yield record
