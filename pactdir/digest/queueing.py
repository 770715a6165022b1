"""Queues the digests of a week or a month, one per address.

`mailed_on` of a subscriber and the message are written in one transaction, and only if the
subscriber was not mailed in this period: if the process is killed, the next run does the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from operator import attrgetter

from django.db import transaction

from pactdir.audit.recording import record
from pactdir.digest.contents import Part, Period, parts_for
from pactdir.digest.subscribing import Choices, subscription_path, unsubscribe_path
from pactdir.mail.queue import queue
from pactdir.models import AuditKind, Frequency, MailKind, Subscriber
from regions.clock import midnight
from regions.wording.dutch import day_in_words, listed


@dataclass(frozen=True)
class Outcome:
    queued: int = 0
    nothing_new: int = 0


def queue_digests(frequency: Frequency, day: date) -> Outcome:
    first_day, day_before = _period(frequency, day)
    due = Subscriber.objects.due(frequency, first_day, midnight(first_day))
    outcome, known = Outcome(), dict[tuple[Choices, Period], list[Part]]()
    for subscriber in list(due.order_by("pk").prefetch_related("regions", "themes")):
        choices = _choices_of(subscriber)
        period = Period(subscriber.mailed_on or day_before, day)
        if (choices, period) not in known:
            known[choices, period] = parts_for(choices, period)
        parts = known[choices, period]
        with transaction.atomic():
            is_ours = due.filter(pk=subscriber.pk).update(mailed_on=day)
            if is_ours and parts:
                _queue(subscriber, period, parts)
        if is_ours and parts:
            outcome = replace(outcome, queued=outcome.queued + 1)
        elif is_ours:
            outcome = replace(outcome, nothing_new=outcome.nothing_new + 1)
    if outcome.queued:
        record(AuditKind.DIGEST_QUEUED, detail=f"{outcome.queued} ({frequency.label})")
    return outcome


def _period(frequency: Frequency, day: date) -> tuple[date, date]:
    """The first day of this period, and that of the previous one."""
    if frequency == Frequency.WEEKLY:
        monday = day - timedelta(days=day.weekday())
        return monday, monday - timedelta(weeks=1)
    first = day.replace(day=1)
    return first, (first - timedelta(days=1)).replace(day=1)


def _choices_of(subscriber: Subscriber) -> Choices:
    return Choices(
        Frequency(subscriber.rhythm),
        tuple(sorted(subscriber.regions.all(), key=attrgetter("pk"))),
        tuple(sorted(subscriber.themes.all(), key=attrgetter("pk"))),
        subscriber.postcode,
    )


def _queue(subscriber: Subscriber, period: Period, parts: list[Part]) -> None:
    context = {
        "parts": parts,
        "in_short": listed(part.in_short for part in parts),
        "since": day_in_words(period.since),
        "frequency": Frequency(subscriber.rhythm).label,
    }
    queue(
        MailKind.DIGEST,
        subscriber.email,
        context,
        secret_path=subscription_path(subscriber),
        unsubscribe_path=unsubscribe_path(subscriber),
    )
