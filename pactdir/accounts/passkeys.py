"""Passkeys as a second factor: a key in a phone, computer or USB key that signs a challenge.

The challenge is in the page and in the session, and is used once. The page's script
(`static/js/passkey.js`) passes it to the browser and posts the response.
"""

from __future__ import annotations

import json
import logging
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django_otp_webauthn.exceptions import OTPWebAuthnApiError
from django_otp_webauthn.helpers import WebAuthnHelper
from django_otp_webauthn.models import WebAuthnCredential
from webauthn.helpers.exceptions import WebAuthnException

from pactdir.audit.recording import record
from pactdir.models import AuditKind

logger = logging.getLogger(__name__)

PASSKEY = "passkey"  # name of the form field
MAX_ANSWER = 20_000  # maximum length of a response
MAX_NAME = 64
MAX_PASSKEYS = 10
MAKING, USING = "passkey_to_make", "passkey_to_use"  # challenges kept in the session
REFUSED = "Het is niet gelukt met de passkey. Probeer het nog eens."
# Raised while parsing a response that did not come from a browser.
UNREADABLE = (OTPWebAuthnApiError, WebAuthnException, LookupError, TypeError, ValueError)


class Helper(WebAuthnHelper):
    def create_attestation(self, *args: Any) -> None:
        """Store no attestation, since passkeys of any vendor are accepted."""


def passkeys_of(user: User) -> QuerySet:
    return WebAuthnCredential.objects.filter(user=user, confirmed=True).order_by("created_at", "pk")


def place_for_passkeys(request: HttpRequest) -> str:
    """Return the origin where passkeys work, or "" if this is it."""
    origin: str = settings.OTP_WEBAUTHN_ALLOWED_ORIGINS[0]
    return "" if f"{request.scheme}://{request.get_host()}" == origin else origin


def challenge_to_make(request: HttpRequest) -> str:
    options, request.session[MAKING] = Helper(request).register_begin(user=request.user)
    return json.dumps(options)


def challenge_to_use(request: HttpRequest) -> str:
    options, request.session[USING] = Helper(request).authenticate_begin(
        user=request.user,
        require_user_verification=False,  # the password was already checked
    )
    return json.dumps(options)


def make_passkey(request: HttpRequest, name: str, answer: str) -> None:
    state = request.session.pop(MAKING, None)
    if state is None:
        raise ValidationError(REFUSED)
    user = cast(User, request.user)
    try:
        with transaction.atomic():
            passkey = Helper(request).register_complete(user=user, state=state, data=_read(answer))
            passkey.name = name
            passkey.save(update_fields=["name"])
    except (*UNREADABLE, IntegrityError) as error:
        raise _refused(error) from error


def use_passkey(request: HttpRequest, answer: str) -> None:
    state = request.session.pop(USING, None)
    if state is None:
        raise ValidationError(REFUSED)
    user = cast(User, request.user)
    try:
        Helper(request).authenticate_complete(user=user, state=state, data=_read(answer))
    except UNREADABLE as error:
        record(AuditKind.STEP_FAILED, user)
        raise _refused(error) from error


def _read(answer: str) -> dict[str, Any]:
    try:
        data = json.loads(answer)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(data, dict):
        raise TypeError("not an object")
    return data


def _refused(error: Exception) -> ValidationError:
    logger.info("passkey refused: %s", type(error).__name__)
    return ValidationError(REFUSED)
