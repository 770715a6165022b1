"""Login by username or email address, ignoring case."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.db.models import Q
from django.http import HttpRequest

MAX_LENGTH = 254  # maximum length of an email address


class UsernameOrEmailBackend(ModelBackend):
    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> Any:
        if username is not None:
            username = stored_name(username)
        return super().authenticate(request, username=username, password=password, **kwargs)


def counted_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Called by django-axes, so that attempts by username and by email address count together."""
    return stored_name((credentials or request.POST).get("username") or "")


def stored_name(typed: str) -> str:
    """Return the matching username, or the input itself if it matches none or several."""
    unknown = typed.casefold()[:MAX_LENGTH]  # the maximum that django-axes can store
    if not 0 < len(typed) <= MAX_LENGTH or "\0" in typed:
        return unknown
    matches = User.objects.filter(Q(username__iexact=typed) | Q(email__iexact=typed))
    names = list(matches.order_by("pk").values_list("username", flat=True)[:3])
    if typed in names:
        return typed
    return names[0] if len(names) == 1 else unknown
