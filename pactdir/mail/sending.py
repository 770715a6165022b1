"""Sends the queued messages that are due, each by one sender."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from time import monotonic

from django.core.mail import EmailMessage, get_connection
from django.db.models import F
from django.utils import timezone

from pactdir.models import AT_MOST_ONCE, MailState, Message, MessageQuerySet

log = logging.getLogger(__name__)

LINK = "[link]"
# Longer than EMAIL_TIMEOUT; after this, another sender may take over.
CLAIM_DURATION = timedelta(minutes=10)
RETRY_DELAYS = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480)]
RETENTION = timedelta(days=30)
MAX_MESSAGES = 200
MAX_SECONDS = 50.0
EXPIRED = "De link is verlopen voordat de mail weg kon."
NO_LINK = "De link is al gebruikt of vervallen."
BROKEN_OFF = "Het versturen werd afgebroken. Of deze mail aankwam, is niet bekend."
WITHOUT_LINKS = {"link": "", "unsubscribe_link": ""}


_preparations: list[Callable[[], None]] = []


def before_sending(prepare: Callable[[], None]) -> Callable[[], None]:
    """Register a function that queues mail just before sending, not during a request."""
    _preparations.append(prepare)
    return prepare


def send_due(max_seconds: float = MAX_SECONDS) -> int:
    """Send due messages, within limits, and return how many were sent."""
    for prepare in _preparations:
        prepare()
    expire()
    until, sent = monotonic() + max_seconds, 0
    due = Message.objects.due(timezone.now()).order_by("next_try_at", "pk")
    for pk in list(due.values_list("pk", flat=True)[:MAX_MESSAGES]):
        if monotonic() > until:
            break
        sent += _send(pk)
    return sent


def expire() -> int:
    """Mark overdue messages as failed, delete expired links and old mail; return how many mails."""
    now = timezone.now()
    old = Message.objects.exclude(state=MailState.WAITING).filter(made_at__lte=now - RETENTION)
    forgotten = old.delete()[0]
    over = Message.objects.filter(valid_until__lte=now)
    over.filter(state=MailState.WAITING).update(state=MailState.FAILED, last_error=EXPIRED)
    over.exclude(link="").update(**WITHOUT_LINKS)
    lost = Message.objects.in_flight_since(now - CLAIM_DURATION)
    for pk in list(lost.values_list("pk", flat=True)):
        _give_up(lost.filter(pk=pk), pk, BROKEN_OFF)
    return forgotten


def _send(pk: int) -> bool:
    message = _claim(pk)
    if message is None:
        return False
    connection, is_sending = get_connection(), False
    try:
        connection.open()
        is_sending = True
        connection.send_messages([_as_email(message)])
    except Exception as error:  # a mail server can fail in any way
        if is_sending and message.kind in AT_MOST_ONCE and not _is_refusal(error):
            _give_up(_claimed_message(message), message.pk, _reason(message, error))
        else:
            _failed(message, error)
        return False
    finally:
        with suppress(Exception):
            connection.close()
    _claimed_message(message).update(
        state=MailState.SENT,
        sent_at=timezone.now(),
        claimed_at=None,
        last_error="",
        **WITHOUT_LINKS,
    )
    return True


def _claim(pk: int) -> Message | None:
    # A single UPDATE decides, on both databases: of two senders, the second matches no row. So no
    # transaction is open, and no row locked, while waiting for the mail server.
    now = timezone.now()
    claimed = Message.objects.due(now).filter(pk=pk)
    if not claimed.update(next_try_at=now + CLAIM_DURATION, claimed_at=now, tries=F("tries") + 1):
        return None
    return Message.objects.get(pk=pk)


def _claimed_message(message: Message) -> MessageQuerySet:
    # Updates nothing if the claim expired and another sender took over.
    return Message.objects.filter(pk=message.pk, state=MailState.WAITING, tries=message.tries)


def _as_email(message: Message) -> EmailMessage:
    headers = {"Auto-Submitted": "auto-generated"}
    if message.unsubscribe_link:
        headers["List-Unsubscribe"] = f"<{message.unsubscribe_link}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    text = message.text.replace(LINK, message.link)
    return EmailMessage(message.subject, text, to=[message.recipient], headers=headers)


def _failed(message: Message, error: Exception) -> None:
    reason = _reason(message, error)
    wait = (
        None if _is_permanent(error) else dict(enumerate(RETRY_DELAYS, start=1)).get(message.tries)
    )
    if wait is None:
        _claimed_message(message).update(state=MailState.FAILED, claimed_at=None, last_error=reason)
    else:
        _claimed_message(message).update(
            next_try_at=timezone.now() + wait, claimed_at=None, last_error=reason
        )
    # Omit the address, and the server's reply, which may repeat it.
    name = type(error).__name__
    log.warning("mail %s: poging %s mislukt (%s)", message.pk, message.tries, name)


def _reason(message: Message, error: Exception) -> str:
    return f"{type(error).__name__}: {error}".replace(message.link or "\0", LINK)[:300]


def _give_up(rows: MessageQuerySet, pk: int, reason: str) -> None:
    if rows.update(state=MailState.UNSURE, claimed_at=None, last_error=reason, **WITHOUT_LINKS):
        log.warning("mail %s: was onderweg; of die aankwam, is niet bekend", pk)


def _is_refusal(error: Exception) -> bool:
    """Whether the mail server replied that it does not accept the mail."""
    return isinstance(error, SMTPResponseException | SMTPRecipientsRefused)


def _is_permanent(error: Exception) -> bool:
    """Whether the mail server reports a permanent failure (RFC 5321, 4.2.1)."""
    codes = [error.smtp_code] if isinstance(error, SMTPResponseException) else []
    if isinstance(error, SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
    return bool(codes) and all(500 <= code < 600 for code in codes)


def send_again(message: Message) -> bool:
    waits = Message.objects.filter(pk=message.pk, state=MailState.FAILED)
    if LINK in message.text and not message.link:
        return False
    return bool(waits.update(state=MailState.WAITING, tries=0, next_try_at=timezone.now()))
