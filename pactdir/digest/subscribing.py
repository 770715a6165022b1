"""Requests, confirms, changes and ends a subscription."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from pactdir.accounts.links import MIN_MAIL_INTERVAL
from pactdir.mail.queue import queue
from pactdir.models import (
    UNCONFIRMED_LIFETIME,
    Frequency,
    MailKind,
    MailState,
    Message,
    Subscriber,
)
from pactdir.public_forms.limits import MAX_MAILS_A_DAY, is_over_limit
from regions.models import Region, Theme

MAX_KEY_LENGTH = 18  # number of digits that a key can have on both databases


@dataclass(frozen=True)
class Choices:
    frequency: Frequency
    regions: tuple[Region, ...]
    themes: tuple[Theme, ...]
    postcode: str


def ask(email: str, choices: Choices) -> None:
    """Mail a link. Choices that were confirmed earlier change only through that link."""
    now = timezone.now()
    with transaction.atomic():
        subscriber, is_new = Subscriber.objects.get_or_create(email=email.lower())
        subscriber = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
        if not subscriber.is_confirmed:
            change(subscriber, choices)
        if not is_new and now - subscriber.asked_at < MIN_MAIL_INTERVAL:
            return
        if is_over_limit("subscribe", subscriber.email, MAX_MAILS_A_DAY):
            return
        subscriber.asked_at = now
        subscriber.save(update_fields=["asked_at"])
        queue(
            MailKind.SUBSCRIBED if subscriber.is_confirmed else MailKind.SUBSCRIBE,
            subscriber.email,
            secret_path=subscription_path(subscriber),
            valid_until=None if subscriber.is_confirmed else now + UNCONFIRMED_LIFETIME,
        )


def change(subscriber: Subscriber, choices: Choices) -> None:
    with transaction.atomic():
        subscriber.rhythm = choices.frequency
        subscriber.postcode = choices.postcode
        subscriber.save(update_fields=["rhythm", "postcode"])
        subscriber.regions.set(choices.regions)
        subscriber.themes.set(choices.themes)


def confirm(subscriber: Subscriber) -> None:
    rows = Subscriber.objects.filter(pk=subscriber.pk, confirmed_at__isnull=True)
    rows.update(confirmed_at=timezone.now())
    subscriber.refresh_from_db()


def unsubscribe(subscriber: Subscriber) -> None:
    """Also drops queued mail to this address."""
    with transaction.atomic():
        kinds = (MailKind.SUBSCRIBE, MailKind.SUBSCRIBED, MailKind.DIGEST)
        waiting = Message.objects.filter(state=MailState.WAITING, kind__in=kinds)
        subscriber.delete()  # first, which waits until a digest that is being queued can be seen
        waiting.filter(recipient=subscriber.email).delete()


def subscription_path(subscriber: Subscriber) -> str:
    return reverse("digest:subscription", args=[token_of(subscriber)])


def unsubscribe_path(subscriber: Subscriber) -> str:
    return reverse("digest:unsubscribe", args=[token_of(subscriber)])


def token_of(subscriber: Subscriber) -> str:
    return f"{subscriber.pk}-{_signature(subscriber)}"


def find_subscriber(token: str) -> Subscriber | None:
    key, _, signature = token.partition("-")
    if not (key.isascii() and key.isdecimal() and len(key) <= MAX_KEY_LENGTH):
        return None
    subscriber = Subscriber.objects.filter(pk=int(key)).first()
    if subscriber is None or not constant_time_compare(signature, _signature(subscriber)):
        return None
    is_late = timezone.now() - subscriber.asked_at >= UNCONFIRMED_LIFETIME
    return None if is_late and not subscriber.is_confirmed else subscriber


def _signature(subscriber: Subscriber) -> str:
    signed = f"{subscriber.pk} {subscriber.email}"
    return salted_hmac(__name__, signed, algorithm="sha256").hexdigest()
