"""Names of users and related rows in a history, if the reader may see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models import Exists, OuterRef

from regions.directory import DirectoryModel
from regions.history.records import model_of, owner_of, readable_records
from regions.models import Assignment, FormerUser, FormerUserChange, Region
from regions.rights import Rights, region_of
from regions.writing.baseline import REASON as BASELINE_REASON

EMPTY = "leeg"
OTHER_REGION = "een andere regio"
OF_ANOTHER_REGION = "iets van een andere regio"
SOMEONE = "een redacteur"
FORMER_USER = "een vroegere gebruiker"
AUTOMATIC = "automatisch"
# Users were once deleted without keeping their name, so these records cannot be told apart.
NOBODY_KNOWN = "automatisch of door een vroegere gebruiker"


class Names:
    """Loads the names of rows that `rows` refer to, in at most two queries per model."""

    def __init__(self, rights: Rights, rows: Iterable[Any]) -> None:
        self.rights = rights
        self._rows: dict[tuple[type[models.Model], Any], str] = {}
        self._people: dict[int, tuple[str, bool]] = {}
        rows = list(rows)
        self._former_users = _former_users(rows)
        keys_by_model: dict[Any, set[Any]] = {User: set(self._former_users.values())}
        for model, key in _references(rows):
            keys_by_model.setdefault(model, set()).add(key)
        self._load_people(keys_by_model.pop(User))
        for model, keys in keys_by_model.items():
            self._load(model, keys)

    def of(self, model: Any, key: Any, row: Any) -> str:
        if key is None:
            return EMPTY
        if model is User:
            return self._person(key, row)
        return self._rows.get((model, key)) or self._unnamed(model)

    def who(self, record: Any) -> str:
        key = record.history_user_id or self._former_users.get(record.change_id)
        if key is not None:
            return self._person(key, record)
        return AUTOMATIC if record.history_change_reason == BASELINE_REASON else NOBODY_KNOWN

    def _person(self, key: int, row: Any) -> str:
        # Show only names of colleagues, because users of other regions change shared rows too.
        if key not in self._people:
            return FORMER_USER
        name, is_known = self._people[key]
        return name if is_known or owner_of(row) in self.rights.writes else SOMEONE

    def known_people(self) -> dict[int, str]:
        return {key: name for key, (name, is_known) in self._people.items() if is_known}

    def _unnamed(self, model: Any) -> str:
        if self.rights.is_national or getattr(model, "is_shared", False):
            return f"{model._meta.verbose_name} (verwijderd)"
        return OTHER_REGION if model is Region else OF_ANOTHER_REGION

    def _load_people(self, keys: set[int]) -> None:
        colleague = Assignment.objects.filter(user=OuterRef("pk"), region__in=self.rights.writes)
        users = User.objects.filter(pk__in=keys).annotate(is_colleague=Exists(colleague))
        for user in users if keys else ():
            is_known = self.rights.is_national or user.is_superuser or user.is_colleague
            self._people[user.pk] = (user.get_full_name() or user.get_username(), is_known)
        if deleted := keys - self._people.keys():
            for former in FormerUser.objects.filter(pk__in=deleted):
                is_known = self.rights.is_national or former.was_national
                self._people[former.pk] = (str(former), is_known)

    def _load(self, model: Any, keys: set[Any]) -> None:
        for key, row in self._stored_rows(model, keys).items():
            if self._may_name(row):
                self._rows[model, key] = str(row)
            keys = keys - {key}  # the remaining keys belong to deleted rows
        if keys and issubclass(model, DirectoryModel):
            for record in self._deleted_records(model, keys):
                self._rows.setdefault(
                    (model, record.pk_of_row), f"{_last_name(record)} (verwijderd)"
                )

    def _stored_rows(self, model: Any, keys: set[Any]) -> dict[Any, Any]:
        relations = [field.name for field in model._meta.concrete_fields if field.is_relation]
        rows = model._base_manager.filter(pk__in=keys)
        return dict((rows.select_related(*relations) if relations else rows).in_bulk())

    def _deleted_records(self, model: Any, keys: set[Any]) -> Iterator[Any]:
        column = model._meta.pk.attname
        records = readable_records(model, self.rights).filter(**{f"{column}__in": keys})
        for record in records.order_by("-history_id"):
            record.pk_of_row = getattr(record, column)
            yield record

    def _may_name(self, row: Any) -> bool:
        if self.rights.is_national:
            return True
        if not isinstance(row, DirectoryModel):
            return False
        return row.is_shared or region_of(row) in self.rights.writes


def people_by_key(keys: set[int], rights: Rights) -> dict[int, str]:
    """The names of these users, except those that the reader may not see."""
    names = Names(rights, [])
    names._load_people(keys)
    return names.known_people()


def _former_users(rows: Iterable[Any]) -> dict[UUID, int]:
    changes = {row.change_id for row in rows if getattr(row, "history_user_id", row) is None}
    known = FormerUserChange.objects.filter(pk__in=changes)
    return dict(known.values_list("pk", "user_id")) if changes else {}


def _references(rows: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    for row in rows:
        if getattr(row, "history_user_id", None) is not None:
            yield User, row.history_user_id
        for field in model_of(row)._meta.concrete_fields:
            if field.is_relation and (key := getattr(row, field.attname)) is not None:
                yield field.related_model, key


def _last_name(record: Any) -> str:
    model = model_of(record)
    values = {
        field.attname: getattr(record, field.attname) for field in model._meta.concrete_fields
    }
    try:
        return str(model(**values))
    except ObjectDoesNotExist:  # its name depends on another deleted row
        return str(values.get("name") or model._meta.verbose_name)
