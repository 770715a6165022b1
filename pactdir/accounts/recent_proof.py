"""When a user last authenticated: by password, and by a second factor if one is set up.

An open session alone must not allow anyone to change how its owner logs in.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, cast

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from pactdir.accounts.log_in_limit import throttled

PROVED = "proved_at"  # session key
PROOF_LIFETIME = timedelta(minutes=5)
WRONG = "Dit wachtwoord klopt niet."


def note_proof(request: HttpRequest) -> None:
    request.session[PROVED] = timezone.now().isoformat()


def is_proved(request: HttpRequest) -> bool:
    if PROVED not in request.session:
        return False
    return timezone.now() - datetime.fromisoformat(request.session[PROVED]) < PROOF_LIFETIME


def confirm_url(then: str) -> str:
    """The page to authenticate again, which then redirects to `then`."""
    return f"{reverse('admin:confirm_password')}?{urlencode({'next': then})}"


class PasswordForm(forms.Form):
    password = forms.CharField(
        label="Uw wachtwoord",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.request = request
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        user = cast(User, self.request.user)
        with throttled(self.request, user.get_username()):
            if not user.check_password(password):
                raise ValidationError(WRONG)
        return password
