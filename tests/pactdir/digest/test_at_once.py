"""Queuing digests while a subscriber unsubscribes: two real transactions, on either database."""

from datetime import UTC, date, datetime

import pytest

from pactdir.digest.queueing import queue_digests
from pactdir.digest.subscribing import unsubscribe
from pactdir.models import Frequency, Message, Subscriber
from tests import make
from tests.admin.rows import a_subscriber
from tests.regions.test_two_writers import race, threads

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["threads"]


def test_a_digest_queued_while_its_reader_unsubscribes_is_not_sent(threads):
    region = make.a_region()
    make.an_event(region=region, starts_on=date(2026, 12, 10))
    reader = a_subscriber(confirmed_at=datetime(2026, 1, 1, tzinfo=UTC))
    reader.regions.add(region)
    queued = []

    def queue():
        queued.append(queue_digests(Frequency.MONTHLY, date(2026, 12, 1)).queued)

    race(threads, queue, lambda: unsubscribe(reader))

    assert queued == [1]
    assert not Subscriber.objects.exists()
    assert not Message.objects.exists()
