"""Signed, dated tokens that show that a form came from our own page."""

from __future__ import annotations

from datetime import timedelta
from secrets import token_urlsafe

from django.core import signing

LIFETIME = timedelta(days=1)


class Expired(ValueError):
    """The page was opened too long ago."""


class Invalid(ValueError):
    """The token is missing, or belongs to another form."""


def new_token(form_name: str) -> str:
    return signing.TimestampSigner(salt=_salt(form_name)).sign(token_urlsafe(12))


def read_token(token: str, form_name: str) -> str:
    """Return the part that is unique to the page."""
    try:
        return signing.TimestampSigner(salt=_salt(form_name)).unsign(token, max_age=LIFETIME)
    except signing.SignatureExpired as error:
        raise Expired from error
    except (signing.BadSignature, ValueError) as error:
        raise Invalid from error


def _salt(form_name: str) -> str:
    return f"{__name__} {form_name}"
