"""Queues the digests of a week or a month, one per address.

`mailed_on` of a subscriber and the message are written in one transaction, and only if the
subscriber was not mailed in this period: if the process is killed, the next run does the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import transaction

from pactdir.audit.recording import record
from pactdir.digest.contents import Part, Period, Wish, parts_for
from pactdir.digest.subscribing import subscription_path, unsubscribe_path
from pactdir.mail.queue import queue
from pactdir.models import AuditKind, MailKind, Rhythm, Subscriber
from regions.clock import midnight
from regions.wording.dutch import day_in_words, listed


@dataclass(frozen=True)
class Outcome:
    queued: int = 0
    nothing_new: int = 0


def queue_digests(rhythm: Rhythm, day: date) -> Outcome:
    first_day, day_before = _period(rhythm, day)
    due = Subscriber.objects.due(rhythm, first_day, midnight(first_day))
    outcome, known = Outcome(), dict[tuple[Wish, Period], list[Part]]()
    for subscriber in list(due.order_by("pk").prefetch_related("regions", "themes")):
        wish = _wish(subscriber)
        period = Period(rhythm, subscriber.mailed_on or day_before, day)
        if (wish, period) not in known:
            known[wish, period] = parts_for(wish, period)
        parts = known[wish, period]
        with transaction.atomic():
            is_ours = due.filter(pk=subscriber.pk).update(mailed_on=day)
            if is_ours and parts:
                _queue(subscriber, period, parts)
        if is_ours and parts:
            outcome = replace(outcome, queued=outcome.queued + 1)
        elif is_ours:
            outcome = replace(outcome, nothing_new=outcome.nothing_new + 1)
    if outcome.queued:
        record(AuditKind.DIGEST_QUEUED, detail=f"{outcome.queued} ({rhythm.label})")
    return outcome


def _period(rhythm: Rhythm, day: date) -> tuple[date, date]:
    """The first day of this period, and that of the previous one."""
    if rhythm == Rhythm.WEEKLY:
        monday = day - timedelta(days=day.weekday())
        return monday, monday - timedelta(weeks=1)
    first = day.replace(day=1)
    return first, (first - timedelta(days=1)).replace(day=1)


def _wish(subscriber: Subscriber) -> Wish:
    return Wish(
        tuple(sorted(region.slug for region in subscriber.regions.all())),
        tuple(sorted(theme.slug for theme in subscriber.themes.all())),
        subscriber.postcode,
    )


def _queue(subscriber: Subscriber, period: Period, parts: list[Part]) -> None:
    context = {
        "parts": parts,
        "in_short": listed(part.in_short for part in parts),
        "since": day_in_words(period.since),
        "rhythm": period.rhythm.label,
    }
    queue(
        MailKind.DIGEST,
        subscriber.email,
        context,
        secret_path=subscription_path(subscriber),
        unsubscribe_path=unsubscribe_path(subscriber),
    )
