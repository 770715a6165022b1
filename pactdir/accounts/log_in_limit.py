"""The login form, with delays after failures and a limit on concurrent logins."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from pactdir.accounts.throttling import alarm, count_attempt, undo_attempt
from pactdir.audit.client_address import client_address
from pactdir.audit.security_log import write_line
from pactdir.mail.queue import queue
from pactdir.models import MailKind
from regions.editing.unsaved_input import SIGNED_INPUT, UnsavedInput

# Out of a worker's four threads (gunicorn.py), since a password check takes 0.2 s of CPU.
AT_ONCE = 2
RETRY_AFTER = 2  # seconds
slots = BoundedSemaphore(AT_ONCE)


class TooManyLogins(Exception):
    pass


class ThrottledLoginForm(AdminAuthenticationForm):
    def clean(self) -> dict[str, Any]:
        username, password = (self.cleaned_data.get(name) for name in ("username", "password"))
        if not username or not password:
            return super().clean()
        with throttled(self.request, username):
            return super().clean()


@contextmanager
def throttled(request: HttpRequest | None, username: str) -> Iterator[None]:
    """Count an attempt, or refuse it while delayed. The body must raise if the attempt fails."""
    with _slot():
        address = client_address(request) if request else None
        if seconds := count_attempt(username, address, timezone.now()):
            write_line("log_in_refused", "", address)
            raise ValidationError(wait_in_words(seconds), code="wait")
        yield
        undo_attempt(username, address, timezone.now())


@contextmanager
def _slot() -> Iterator[None]:
    if not slots.acquire(blocking=False):
        raise TooManyLogins
    try:
        yield
    finally:
        slots.release()


def wait_in_words(seconds: float) -> str:
    whole = math.ceil(seconds)
    if whole == 1:
        time = "1 seconde"
    elif whole < 60:
        time = f"{whole} seconden"
    else:
        minutes = math.ceil(whole / 60)
        time = f"{minutes} minuten" if minutes > 1 else "1 minuut"
    return f"Er is te vaak iets verkeerds ingevuld. Over {time} kunt u het opnieuw proberen."


class LoginLimit:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, TooManyLogins):
            return None
        unsaved_input = UnsavedInput.of(request)
        context = {
            "app_path": request.get_full_path(),
            SIGNED_INPUT: unsaved_input.signed() if unsaved_input else "",
        }
        response = render(request, "admin/log_in_busy.html", context, status=503)
        response["Retry-After"] = str(RETRY_AFTER)
        response["Cache-Control"] = "no-store"
        return response


@receiver(alarm)
def mail_national_editors(sender: Any, **kwargs: Any) -> None:
    editors = User.objects.filter(is_active=True, is_superuser=True).exclude(email="")
    for email in editors.values_list("email", flat=True):
        queue(MailKind.ALARM, email)
