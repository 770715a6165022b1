"""Passwords set by a command, which users must replace at their next login."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models.signals import post_save
from django.urls import reverse
from django.utils.html import format_html

from pactdir.accounts.links import new_link
from pactdir.models import HandSetPassword, LinkKind


@contextmanager
def set_by_hand() -> Iterator[None]:
    """Mark users saved within this context: somebody else knows their password."""
    post_save.connect(_mark, sender=User)
    try:
        yield
    finally:
        post_save.disconnect(_mark, sender=User)


def _mark(instance: User, **kwargs: Any) -> None:
    if instance.has_usable_password():
        HandSetPassword.objects.get_or_create(user=instance)


def require_own_password(user: User) -> None:
    """Raise ValidationError, with a link to choose another password."""
    if HandSetPassword.objects.filter(user=user).exists():
        token, _ = new_link(user, LinkKind.RESET)
        address = reverse("admin:choose_password", args=[token])
        raise ValidationError(
            format_html(
                "Dit wachtwoord is door iemand anders ingesteld. "
                '<a href="{}">Kies eerst een eigen wachtwoord</a>. De link werkt één uur.',
                address,
            )
        )
