"""Throttles log-ins after failures: per address, per user name, and for the whole site.

The lock of django-axes is per combination of name and address. These limits stop guesses from many
addresses, or of many names from one. They delay instead of lock, and a user who logged in from this
address in the last thirty days is not delayed by failures of others.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from unicodedata import normalize

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.dispatch import Signal
from django.utils.crypto import salted_hmac

from pactdir.models import Brake

logger = logging.getLogger(__name__)

alarm = Signal()  # sent at most once an hour while the whole site is throttled; has `at`
ALARM_EVERY = timedelta(hours=1)
KNOWN_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Rule:
    free: int  # attempts without a delay
    forgets: float  # attempts per second
    longest: float  # maximum delay in seconds

    def level(self, brake: Brake, now: datetime) -> float:
        return max(0.0, brake.level - (now - brake.at).total_seconds() * self.forgets)

    def wait(self, brake: Brake, now: datetime) -> float:
        """Seconds until the next attempt; each failure doubles the delay."""
        over = brake.level - self.free
        if over < 0:
            return 0.0
        return max(0.0, min(2.0**over, self.longest) - (now - brake.at).total_seconds())


PLACE = Rule(free=10, forgets=1 / 300, longest=300)
ADDRESS = Rule(free=10, forgets=1 / 300, longest=300)
NAME = Rule(free=20, forgets=1 / 300, longest=300)
# The maximum delay for users at other addresses.
SITE = Rule(free=100, forgets=1 / 10, longest=1)
MAX_OVER = 10  # the maximum of a level above `free`


def count_try(username: str, address: str | None, now: datetime) -> float:
    """Return the delay in seconds; if it is 0, the attempt is counted and may proceed."""
    if wait := _longest_wait(_brakes(username, address, now), now):
        return wait
    with transaction.atomic():
        new = [brake for brake, _ in _brakes(username, address, now)]
        Brake.objects.bulk_create(new, ignore_conflicts=True)
        # Check again under the lock, so that only one of several concurrent attempts proceeds.
        brakes = _brakes(username, address, now, lock=True)
        if wait := _longest_wait(brakes, now):
            return wait
        for brake, rule in brakes:
            brake.level = min(rule.level(brake, now) + 1, rule.free + MAX_OVER)
            brake.at = now
            if rule is SITE and brake.level >= SITE.free:
                _raise_alarm(now)
        Brake.objects.bulk_update([brake for brake, _ in brakes], ["level", "at"])
    return 0.0


def forget_try(username: str, address: str | None, now: datetime) -> None:
    """Uncount an attempt with the right password, but not those of others at the address."""
    with transaction.atomic():
        keys = [brake.pk for brake, _ in _brakes(username, address, now)]
        rows = Brake.objects.filter(pk__in=keys)
        rows.update(level=Greatest(F("level") - 1, 0.0))
        if address:
            key = _key("known", _folded(username), network_of(address))
            Brake.objects.update_or_create(pk=key, defaults={"at": now})
        Brake.objects.filter(at__lt=now - KNOWN_FOR).delete()


def _longest_wait(brakes: list[tuple[Brake, Rule]], now: datetime) -> float:
    return max((rule.wait(brake, now) for brake, rule in brakes), default=0.0)


def _brakes(
    username: str, address: str | None, now: datetime, lock: bool = False
) -> list[tuple[Brake, Rule]]:
    name, network = _folded(username), network_of(address)
    known, place = _key("known", name, network), _key("place", name, network)
    others = {_key("address", network): ADDRESS, _key("name", name): NAME, _key("site"): SITE}
    rows = Brake.objects.filter(pk__in=[known, place, *others]).order_by("pk")
    stored = {row.pk: row for row in (rows.select_for_update() if lock else rows)}
    is_known = network and known in stored and now - stored[known].at < KNOWN_FOR
    rules = {place: PLACE} if is_known else others
    return [(stored.get(key) or Brake(key=key, at=now), rule) for key, rule in rules.items()]


def network_of(address: str | None) -> str:
    """Return the /64 of an IPv6 address, since one user can have all addresses in it."""
    if not address:
        return ""
    length = 64 if ip_address(address).version == 6 else 32
    return str(ip_network(f"{address}/{length}", strict=False))


def _folded(username: str) -> str:
    return normalize("NFKC", username[:200]).casefold()


def _key(*parts: str) -> str:
    return salted_hmac(__name__, "\0".join(parts), algorithm="sha256").hexdigest()


def _raise_alarm(now: datetime) -> None:
    key = _key("alarm")
    last, is_first = Brake.objects.get_or_create(pk=key, defaults={"at": now})
    if is_first or now - last.at >= ALARM_EVERY:
        Brake.objects.filter(pk=key).update(at=now)
        logger.warning("many log-ins fail over the whole site; each waits a second")
        alarm.send(sender=None, at=now)
