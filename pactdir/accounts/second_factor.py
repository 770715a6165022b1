"""The second step of a log-in: a code of an authenticator app, or a recovery code.

Whether it is still to be taken stands in the session. While it is, no address of the admin opens
(`PactAdminSite.has_permission`) but the pages of `second_step.py`.
"""

from __future__ import annotations

import logging
from base64 import b32encode
from secrets import token_bytes
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in
from django.core.exceptions import ValidationError
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from pactdir.accounts.links import name_of
from pactdir.accounts.log_in_limit import wait_in_words
from pactdir.accounts.sessions import end_sessions
from pactdir.mail.queue import absolute, queue
from pactdir.models import MailKind
from regions.assigned_rights import rights_of
from regions.rights import Rights

logger = logging.getLogger(__name__)

ENROLLED, VERIFIED = "second_factor_enrolled", "second_factor_verified"  # in the session
CODE = "code"
RECOVERY_CODES = 10
WRONG = "Deze code klopt niet, of is al gebruikt. Wacht op de volgende code en typ die over."


def is_required_for(rights: Rights) -> bool:
    return {
        "nobody": False,
        "national": rights.is_national,
        "leaders": rights.is_national or bool(rights.leads),
        "everyone": rights.open_admin,
    }[settings.SECOND_FACTOR]


def is_pending(request: HttpRequest) -> bool:
    """The password was right, and the second step is still to be taken."""
    rights = rights_of(request)
    if not rights.open_admin or request.session.get(VERIFIED):
        return False
    return bool(request.session.get(ENROLLED)) or is_required_for(rights)


def is_enrolled(user: User) -> bool:
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


@receiver(user_logged_in)
def ask_for_second_step(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    request.session.pop(VERIFIED, None)
    request.session[ENROLLED] = is_enrolled(user)


def mark_verified(request: HttpRequest) -> None:
    request.session[ENROLLED] = request.session[VERIFIED] = True
    request.session.cycle_key()


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Code",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True}),
    )

    def __init__(self, user: User, *args: Any, is_enrolling: bool = False, **kwargs: Any) -> None:
        self.user, self.is_enrolling = user, is_enrolling
        super().__init__(*args, **kwargs)

    def clean_code(self) -> str:
        code = "".join(self.cleaned_data[CODE].split()).replace("-", "").lower()
        if error := check_code(self.user, code, is_enrolling=self.is_enrolling):
            raise ValidationError(error)
        return code


def check_code(user: User, code: str, *, is_enrolling: bool = False) -> str:
    """Return why this code is refused, in words; if it is not, it cannot be used again."""
    is_of_app = code.isascii() and code.isdecimal()
    model: Any = TOTPDevice if is_of_app or is_enrolling else StaticDevice
    with transaction.atomic():
        devices = model.objects.select_for_update().filter(user=user, confirmed=not is_enrolling)
        device = devices.first()
        if device is None:
            return WRONG
        is_allowed, reason = device.verify_is_allowed()
        if not is_allowed:
            return wait_in_words((reason["locked_until"] - timezone.now()).total_seconds())
        # A failure is counted, so this transaction is not rolled back.
        is_right = device.verify_token(code if model is TOTPDevice else _digest(code))
    return "" if is_right else WRONG


def begin_enrolling(user: User) -> None:
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user, confirmed=False).delete()
        TOTPDevice.objects.create(user=user, name="app", confirmed=False)


def finish_enrolling(request: HttpRequest) -> list[str]:
    """Replace what was there, end all other sessions, and return the recovery codes."""
    user = cast(User, request.user)
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user, confirmed=True).delete()
        TOTPDevice.objects.filter(user=user).update(confirmed=True)
        codes = new_recovery_codes(user)
        end_sessions(user)
        mark_verified(request)
    return codes


def new_recovery_codes(user: User) -> list[str]:
    """Only digests are stored: the codes are shown once."""
    codes = [b32encode(token_bytes(10)).decode().lower() for _ in range(RECOVERY_CODES)]
    with transaction.atomic():
        StaticDevice.objects.filter(user=user).delete()
        device = StaticDevice.objects.create(user=user, name="herstelcodes")
        tokens = [StaticToken(device=device, token=_digest(code)) for code in codes]
        StaticToken.objects.bulk_create(tokens)
    return ["-".join(code[at : at + 4] for at in range(0, 16, 4)) for code in codes]


def _digest(code: str) -> str:
    # 64 bits of it: the field of django-otp holds 16 characters.
    return salted_hmac(__name__, code, algorithm="sha256").hexdigest()[:16]


def reset_second_factor(user: User, by: str) -> None:
    with transaction.atomic():
        was_enrolled = is_enrolled(user)
        TOTPDevice.objects.filter(user=user).delete()
        StaticDevice.objects.filter(user=user).delete()
        end_sessions(user)
        if was_enrolled and user.email:
            pages = {
                name: absolute(reverse(f"admin:{name}")) for name in ("enrol", "forgotten_password")
            }
            queue(MailKind.STEP_WIPED, user.email, {"name": name_of(user), **pages})
    logger.warning("second factor of user %s reset by %s", user.pk, by)
