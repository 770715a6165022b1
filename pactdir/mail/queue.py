"""Adds messages to the mail queue."""

from __future__ import annotations

import logging
from datetime import datetime
from threading import local
from typing import Any

from django.conf import settings
from django.core.signals import request_finished
from django.db import Error, transaction
from django.dispatch import receiver
from django.template.loader import render_to_string

from pactdir.mail.sending import LINK, send_due
from pactdir.models import MailKind, Message

log = logging.getLogger(__name__)
_request = local()


def queue(
    kind: MailKind,
    recipient: str,
    context: dict[str, Any] | None = None,
    *,
    secret_path: str = "",
    unsubscribe_path: str = "",
    valid_until: datetime | None = None,
) -> Message:
    """Queue an email from `templates/mail/<kind>.txt`, whose first line is the subject.

    `{{ link }}` in the template is replaced by the URL of `secret_path`. With an
    `unsubscribe_path`, mail programs offer to unsubscribe with one click (RFC 8058).
    """
    context = {**(context or {}), "link": LINK}
    subject, _, text = render_to_string(f"mail/{kind}.txt", context).strip().partition("\n")
    message = Message.objects.create(
        kind=kind,
        recipient=recipient,
        subject=" ".join(subject.split())[:150],
        text=f"{text.strip()}\n",
        link=absolute(secret_path) if secret_path else "",
        unsubscribe_link=absolute(unsubscribe_path) if unsubscribe_path else "",
        valid_until=valid_until,
    )
    send_soon()
    return message


def send_soon() -> None:
    if settings.MAIL_AT_ONCE:
        transaction.on_commit(_mark_request)


def absolute(path: str) -> str:
    # Never from the Host header, which the sender of a request controls.
    return f"{settings.SITE_ADDRESS}{path}"


def _mark_request() -> None:
    _request.has_mail = True


@receiver(request_finished)
def _send_after_response(**kwargs: Any) -> None:
    # After the response, so that sending mail does not delay it.
    if getattr(_request, "has_mail", False):
        _request.has_mail = False
        try:
            send_due()
        except Error:
            log.exception("mail blijft wachten op send_mail")
