"""Ensures that at least one national editor can log in, however accounts are saved or deleted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.signals import post_delete, pre_delete, pre_save
from django.dispatch import receiver

from pactdir.accounts.states import CONDITIONS, SENSITIVE, AccountState, state_of

LAST_ONE = (
    "Dit is de laatste landelijke redacteur die kan inloggen. Maak eerst iemand anders landelijke "
    "redacteur. Anders kan niemand de site meer beheren."
)


def require_another_national_editor(leaving_pks: Iterable[int]) -> None:
    keys = _lock()
    if keys and keys <= set(leaving_pks):
        raise ValidationError(LAST_ONE)


def _active_nationals() -> QuerySet[User]:
    return User.objects.filter(CONDITIONS[AccountState.ACTIVE], is_superuser=True)


def _lock() -> set[int]:
    # Lock the rows, so that of two concurrent demotions the second sees the first.
    return set(_active_nationals().select_for_update().order_by("pk").values_list("pk", flat=True))


def _is_active_national(user: User) -> bool:
    return user.is_superuser and state_of(user) is AccountState.ACTIVE


@receiver(pre_save, sender=User)
def keep_one_when_saved(
    sender: type[User], instance: User, update_fields: frozenset[str] | None, **kwargs: Any
) -> None:
    is_sensitive = update_fields is None or SENSITIVE & set(update_fields)
    if instance.pk is not None and is_sensitive and not _is_active_national(instance):
        with transaction.atomic():
            require_another_national_editor([instance.pk])


@receiver(pre_delete, sender=User)
def lock_before_deletion(sender: type[User], instance: User, **kwargs: Any) -> None:
    if _is_active_national(instance):
        with transaction.atomic():
            _lock()


@receiver(post_delete, sender=User)
def keep_one_when_all_are_deleted(sender: type[User], instance: User, **kwargs: Any) -> None:
    # After the deletion, since one statement may delete all of them; raising rolls it back.
    if _is_active_national(instance) and not _active_nationals().exists():
        raise ValidationError(LAST_ONE)
