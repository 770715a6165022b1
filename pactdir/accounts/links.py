"""Creates, finds and uses up links to choose a password."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from django.contrib.auth.models import User
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from pactdir.accounts.states import roles_of
from pactdir.mail.queue import queue
from pactdir.models import AccountLink, LinkKind, MailKind

LINK_LIFETIMES = {LinkKind.INVITATION: timedelta(days=7), LinkKind.RESET: timedelta(hours=1)}
# No second mail is sent within this time, so that nobody can flood a mailbox.
MIN_MAIL_INTERVAL = timedelta(minutes=5)
MAILS = {LinkKind.INVITATION: MailKind.INVITATION, LinkKind.RESET: MailKind.RESET}


def mail_link(user: User, kind: LinkKind) -> None:
    """Mail a new link, which invalidates older ones of that kind."""
    with transaction.atomic():
        token, expires_at = new_link(user, kind)
        queue(
            MAILS[kind],
            user.email,
            {
                "name": name_of(user),
                "log_in_name": user.get_username(),
                "roles": roles_of(user),
            },
            secret_path=reverse("admin:choose_password", args=[token]),
            valid_until=expires_at,
        )


def new_link(user: User, kind: LinkKind) -> tuple[str, datetime]:
    """Return the token, of which only a hash is stored, and its expiry."""
    token, now = new_token(), timezone.now()
    expires_at = now + LINK_LIFETIMES[kind]
    with transaction.atomic():
        AccountLink.objects.filter(expires_at__lte=now).delete()
        AccountLink.objects.filter(user=user, kind=kind).delete()
        AccountLink.objects.create(
            user=user, kind=kind, digest=token_digest(token), expires_at=expires_at
        )
    return token, expires_at


def find_link(token: str, at: datetime) -> AccountLink | None:
    links = AccountLink.objects.valid(at).select_related("user")
    return links.filter(digest=token_digest(token), user__is_active=True).first()


def use_up(link: AccountLink) -> bool:
    """Return whether this is the first use. Call this in the transaction that uses the link."""
    return bool(AccountLink.objects.filter(pk=link.pk).delete()[0])


def new_token() -> str:
    return token_urlsafe(32)


def name_of(user: User) -> str:
    return user.get_full_name() or user.get_username()


def token_digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
