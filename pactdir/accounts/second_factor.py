"""The second factor of a login: a passkey, a code from an authenticator app, or a recovery code.

The session records whether it is pending. If so, the admin only allows access to the pages in
`second_step.py` (`PactAdminSite.has_permission`).
"""

from __future__ import annotations

import logging
from base64 import b32encode
from datetime import timedelta
from secrets import token_bytes
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential

from pactdir.accounts.links import name_of
from pactdir.accounts.log_in_limit import throttled, wait_in_words
from pactdir.accounts.passkeys import (
    MAX_ANSWER,
    MAX_NAME,
    MAX_PASSKEYS,
    PASSKEY,
    REFUSED,
    challenge_to_use,
    make_passkey,
    passkeys_of,
    place_for_passkeys,
    use_passkey,
)
from pactdir.accounts.recent_proof import note_proof
from pactdir.accounts.sessions import end_sessions
from pactdir.audit.recording import record
from pactdir.mail.queue import absolute, queue
from pactdir.models import AuditKind, MailKind
from regions.assigned_rights import rights_of
from regions.rights import Rights

logger = logging.getLogger(__name__)

# Session keys.
ENROLLED, VERIFIED = "second_factor_enrolled", "second_factor_verified"
NEW_APP = "app_being_set_up"
CODE = "code"
APP = "app"
RECOVERY_CODES = 10
CODE_BYTES = 15  # 120 bits: from 112 bits on, a code may be hashed without a salt
MAX_ENROLLING = timedelta(minutes=30)  # because installing an app takes a while
NO_CODE = "Vul een code in."
NO_ANSWER = "Uw browser gaf geen passkey. Zet JavaScript aan en probeer het nog eens."
TOO_MANY = f"U hebt al {MAX_PASSKEYS} passkeys. Verwijder er eerst een."
LAST = "Voor u is de tweede stap verplicht. Voeg eerst iets anders toe."
WRONG = "Deze code klopt niet, of is al gebruikt."
WRONG_CODE_OF_APP = (
    "Deze code klopt niet, is verlopen of is al gebruikt. Wacht op de volgende code en typ die"
    " binnen een halve minuut over. Lukt het niet? Zet de tijd van uw telefoon op automatisch."
)


def is_required_for(rights: Rights) -> bool:
    return {
        "nobody": False,
        "national": rights.is_national,
        "leaders": rights.is_national or bool(rights.leads),
        "everyone": rights.open_admin,
    }[settings.SECOND_FACTOR]


def is_pending(request: HttpRequest) -> bool:
    """Whether the password was accepted, but the second factor is still required."""
    rights = rights_of(request)
    if not rights.open_admin or request.session.get(VERIFIED):
        return False
    return bool(request.session.get(ENROLLED)) or is_required_for(rights)


def is_offered(request: HttpRequest) -> bool:
    """Whether to suggest it to a user who may do without."""
    return settings.SECOND_FACTOR != "nobody" and not request.session.get(ENROLLED)


def has_app(user: User) -> bool:
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def is_enrolled(user: User) -> bool:
    return has_app(user) or passkeys_of(user).exists()


def enrolled() -> Q:
    """The condition behind `is_enrolled`, for queries of users."""
    apps = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
    passkeys = WebAuthnCredential.objects.filter(user=OuterRef("pk"), confirmed=True)
    return Exists(apps) | Exists(passkeys)


def ways_to_verify(request: HttpRequest) -> dict[str, Any]:
    """Return the context for templates of the second step."""
    user = cast(User, request.user)
    has_passkeys, elsewhere = passkeys_of(user).exists(), place_for_passkeys(request)
    return {
        "has_app": has_app(user),
        "has_passkeys": has_passkeys,
        "passkeys_work_at": elsewhere,
        "challenge": challenge_to_use(request) if has_passkeys and not elsewhere else "",
    }


@receiver(user_logged_in)
def ask_for_second_step(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    request.session.pop(VERIFIED, None)
    TOTPDevice.objects.filter(user=user, confirmed=False).delete()
    request.session[ENROLLED] = is_enrolled(user)
    note_proof(request)


def mark_verified(request: HttpRequest) -> None:
    request.session[ENROLLED] = request.session[VERIFIED] = True
    request.session.cycle_key()
    note_proof(request)


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


class SecondStepForm(CodeForm):
    """Accepts a typed code, or a passkey's response that the script filled in."""

    passkey = forms.CharField(required=False, max_length=MAX_ANSWER, widget=forms.HiddenInput)

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.request = request
        super().__init__(cast(User, request.user), *args, **kwargs)
        self.fields[CODE].required = False
        if passkeys_of(self.user).exists():  # their button precedes the field
            del self.fields[CODE].widget.attrs["autofocus"]

    def clean_code(self) -> str:
        return super().clean_code() if self.cleaned_data[CODE] else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if PASSKEY in self.errors:
            self.add_error(None, REFUSED)
        elif cleaned.get(PASSKEY):
            with throttled(self.request, self.user.get_username()):
                use_passkey(self.request, cleaned[PASSKEY])
        elif PASSKEY in self.data:
            raise ValidationError(NO_ANSWER)
        elif not cleaned.get(CODE) and not self.errors:
            self.add_error(CODE, NO_CODE)
        return cleaned


class PasskeyForm(forms.Form):
    name = forms.CharField(label="Naam", max_length=MAX_NAME)
    passkey = forms.CharField(
        max_length=MAX_ANSWER, widget=forms.HiddenInput, error_messages={"required": NO_ANSWER}
    )


def check_code(user: User, code: str, *, is_enrolling: bool = False) -> str:
    """Return why the code is refused, in Dutch; an accepted code cannot be used again."""
    is_of_app = is_enrolling or (code.isascii() and code.isdecimal())
    model: Any = TOTPDevice if is_of_app else StaticDevice
    wrong = WRONG_CODE_OF_APP if is_of_app else WRONG
    with transaction.atomic():
        devices = model.objects.select_for_update().filter(user=user, confirmed=not is_enrolling)
        device = devices.first()
        if device is None:
            return wrong
        if is_of_app:
            # A code is valid for its own thirty seconds only (ASVS 6.5.5).
            device.tolerance = device.drift = 0
        is_allowed, reason = device.verify_is_allowed()
        if not is_allowed:
            return wait_in_words((reason["locked_until"] - timezone.now()).total_seconds())
        # Failures are counted here, so this transaction must not be rolled back.
        is_right = device.verify_token(code if is_of_app else _digest(code))
        if not is_right and not is_enrolling:
            record(AuditKind.STEP_FAILED, user)
    return "" if is_right else wrong


def begin_enrolling(request: HttpRequest) -> TOTPDevice:
    """Generate a new secret, which is shown only once: a user who returns later starts again."""
    user = cast(User, request.user)
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user, confirmed=False).delete()
        device = TOTPDevice.objects.create(user=user, name="app", confirmed=False)
    request.session[NEW_APP] = device.pk
    return device


def app_being_set_up(request: HttpRequest) -> TOTPDevice | None:
    """The authenticator app being set up in this session, whose first code is still awaited."""
    rows = TOTPDevice.objects.filter(user=cast(User, request.user), confirmed=False)
    begun_at = timezone.now() - MAX_ENROLLING
    return rows.filter(pk=request.session.get(NEW_APP), created_at__gt=begun_at).first()


def finish_enrolling(request: HttpRequest) -> list[str]:
    """Replace an earlier app, end all other sessions, and return the recovery codes."""
    user = cast(User, request.user)
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user, confirmed=True).delete()
        TOTPDevice.objects.filter(user=user).update(confirmed=True)
        request.session.pop(NEW_APP, None)
        codes = new_recovery_codes(user)
        record(AuditKind.STEP_SET, user)
        _changed(request, "De app op uw telefoon is ingesteld. U kreeg nieuwe herstelcodes.")
    return codes


def add_passkey(request: HttpRequest, name: str, answer: str) -> list[str]:
    """End all other sessions, and return recovery codes if the user had none."""
    user = cast(User, request.user)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        if passkeys_of(user).count() >= MAX_PASSKEYS:
            raise ValidationError(TOO_MANY)
        make_passkey(request, name, answer)
        has_codes = StaticDevice.objects.filter(user=user).exists()
        codes = [] if has_codes else new_recovery_codes(user)
        record(AuditKind.STEP_SET, user)
        _changed(request, "Er is een passkey toegevoegd.")
    return codes


def remove_factor(request: HttpRequest, chosen: str) -> None:
    """Remove the app, or the passkey with this key; the last one takes the recovery codes along."""
    user = cast(User, request.user)
    with transaction.atomic():
        # Lock the user, so that of two concurrent removals the second sees the first.
        User.objects.select_for_update().get(pk=user.pk)
        if chosen == APP:
            what = "De app op uw telefoon is verwijderd."
            is_removed = TOTPDevice.objects.filter(user=user).delete()[0]
        else:
            passkey = next((row for row in passkeys_of(user) if str(row.pk) == chosen), None)
            what = "Er is een passkey verwijderd."
            is_removed = passkey is not None and passkey.delete()
        if not is_removed:
            return
        if not is_enrolled(user):
            if is_required_for(rights_of(request)):
                raise ValidationError(LAST)
            StaticDevice.objects.filter(user=user).delete()
            what += " Uw tweede stap staat nu uit."
        record(AuditKind.STEP_REMOVED, user)
        _changed(request, what)


def replace_recovery_codes(request: HttpRequest) -> list[str]:
    with transaction.atomic():
        codes = new_recovery_codes(cast(User, request.user))
        record(AuditKind.CODES_MADE)
        _changed(request, "U kreeg nieuwe herstelcodes. De oude werken niet meer.")
    return codes


def _changed(request: HttpRequest, what: str) -> None:
    user = cast(User, request.user)
    end_sessions(user)
    # Adding a factor does not prove the user's identity, so do not call `mark_verified`.
    request.session[ENROLLED], request.session[VERIFIED] = is_enrolled(user), True
    request.session.cycle_key()
    if user.email:
        context = {"name": name_of(user), "what": what, **_pages()}
        queue(MailKind.STEP_CHANGED, user.email, context)


def _pages() -> dict[str, str]:
    names = ("enrol", "own_account", "forgotten_password")
    return {name: absolute(reverse(f"admin:{name}")) for name in names}


def new_recovery_codes(user: User) -> list[str]:
    """Only hashes are stored, so the codes are shown once."""
    codes = [b32encode(token_bytes(CODE_BYTES)).decode().lower() for _ in range(RECOVERY_CODES)]
    with transaction.atomic():
        StaticDevice.objects.filter(user=user).delete()
        device = StaticDevice.objects.create(user=user, name="herstelcodes")
        tokens = [StaticToken(device=device, token=_digest(code)) for code in codes]
        StaticToken.objects.bulk_create(tokens)
    return ["-".join(code[at : at + 4] for at in range(0, len(code), 4)) for code in codes]


def _digest(code: str) -> str:
    # Truncated to 64 bits, since django-otp's field holds 16 characters.
    return salted_hmac(__name__, code, algorithm="sha256").hexdigest()[:16]


def reset_second_factor(user: User, by: str) -> None:
    with transaction.atomic():
        was_enrolled = is_enrolled(user)
        TOTPDevice.objects.filter(user=user).delete()
        StaticDevice.objects.filter(user=user).delete()
        WebAuthnCredential.objects.filter(user=user).delete()
        end_sessions(user)
        record(AuditKind.STEP_RESET, user)
        if was_enrolled and user.email:
            queue(MailKind.STEP_WIPED, user.email, {"name": name_of(user), **_pages()})
    logger.warning("second factor of user %s reset by %s", user.pk, by)
