"""Mails and finds links to the submissions of an email address."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from pactdir.accounts.links import MIN_MAIL_INTERVAL, new_token, token_digest
from pactdir.mail.queue import queue
from pactdir.models import MailKind, SubmissionLink
from pactdir.public_forms.limits import MAX_MAILS_A_DAY, is_over_limit
from pactdir.submissions.retention_periods import LINK_LIFETIME


def request_link(email: str) -> None:
    """Mail a link, unless one was mailed a moment ago; the sender is told the same either way."""
    now = timezone.now()
    earlier = SubmissionLink.objects.filter(email=email)
    if earlier.filter(made_at__gt=now - MIN_MAIL_INTERVAL).exists():
        return
    if not is_over_limit("submission link", email, MAX_MAILS_A_DAY):
        mail_link(MailKind.SUBMISSION_LINK, email, {})


def mail_link(kind: MailKind, email: str, context: dict[str, Any]) -> None:
    token, now = new_token(), timezone.now()
    expires_at = now + LINK_LIFETIME
    with transaction.atomic():
        SubmissionLink.objects.create(
            email=email, digest=token_digest(token), made_at=now, expires_at=expires_at
        )
        path = reverse("submissions:overview", args=[token])
        queue(kind, email, context, secret_path=path, valid_until=expires_at)


def find_link(token: str, at: datetime) -> SubmissionLink | None:
    return SubmissionLink.objects.valid(at).filter(digest=token_digest(token)).first()
