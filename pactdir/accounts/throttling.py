"""Throttles logins after failures: per IP address, per username, and for the whole site.

The lockout of django-axes is per combination of name and address. These limits stop guessing from
many addresses, or at many usernames from one. They delay instead of locking. Failures of others do
not delay a user who logged in from the same address in the last thirty days.
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

alarm = Signal()  # sends `at`, at most once an hour while the whole site is throttled
ALARM_EVERY = timedelta(hours=1)
KNOWN_ADDRESS_LIFETIME = timedelta(days=30)


@dataclass(frozen=True)
class Rule:
    free: int  # attempts before delays start
    decay_per_second: float  # how much the level drops, in attempts
    max_delay: float  # maximum delay in seconds

    def level(self, brake: Brake, now: datetime) -> float:
        return max(0.0, brake.level - (now - brake.at).total_seconds() * self.decay_per_second)

    def wait(self, brake: Brake, now: datetime) -> float:
        """Seconds until the next attempt; each failure doubles the delay."""
        excess = brake.level - self.free
        if excess < 0:
            return 0.0
        return max(0.0, min(2.0**excess, self.max_delay) - (now - brake.at).total_seconds())


KNOWN_USER = Rule(free=10, decay_per_second=1 / 300, max_delay=300)
ADDRESS = Rule(free=10, decay_per_second=1 / 300, max_delay=300)
NAME = Rule(free=20, decay_per_second=1 / 300, max_delay=300)
# The maximum delay for users at other addresses.
SITE = Rule(free=100, decay_per_second=1 / 10, max_delay=1)
MAX_EXCESS = 10  # cap on how far `level` may exceed `free`


def count_attempt(username: str, address: str | None, now: datetime) -> float:
    """Return the delay in seconds; if it is 0, the attempt is counted and may proceed."""
    if wait := _max_wait(_brakes(username, address, now), now):
        return wait
    with transaction.atomic():
        new = [brake for brake, _ in _brakes(username, address, now)]
        Brake.objects.bulk_create(new, ignore_conflicts=True)
        # Check again under the lock, so that only one of several concurrent attempts proceeds.
        brakes = _brakes(username, address, now, lock=True)
        if wait := _max_wait(brakes, now):
            return wait
        for brake, rule in brakes:
            brake.level = min(rule.level(brake, now) + 1, rule.free + MAX_EXCESS)
            brake.at = now
            if rule is SITE and brake.level >= SITE.free:
                _raise_alarm(now)
        Brake.objects.bulk_update([brake for brake, _ in brakes], ["level", "at"])
    return 0.0


def undo_attempt(username: str, address: str | None, now: datetime) -> None:
    """Take back a counted attempt with the right password, but not the attempts of others."""
    with transaction.atomic():
        keys = [brake.pk for brake, _ in _brakes(username, address, now)]
        rows = Brake.objects.filter(pk__in=keys)
        rows.update(level=Greatest(F("level") - 1, 0.0))
        if address:
            key = _key("known", _folded(username), network_of(address))
            Brake.objects.update_or_create(pk=key, defaults={"at": now})
        Brake.objects.filter(at__lt=now - KNOWN_ADDRESS_LIFETIME).delete()


def _max_wait(brakes: list[tuple[Brake, Rule]], now: datetime) -> float:
    return max((rule.wait(brake, now) for brake, rule in brakes), default=0.0)


def _brakes(
    username: str, address: str | None, now: datetime, lock: bool = False
) -> list[tuple[Brake, Rule]]:
    name, network = _folded(username), network_of(address)
    known, known_user = _key("known", name, network), _key("place", name, network)
    others = {_key("address", network): ADDRESS, _key("name", name): NAME, _key("site"): SITE}
    rows = Brake.objects.filter(pk__in=[known, known_user, *others]).order_by("pk")
    stored = {row.pk: row for row in (rows.select_for_update() if lock else rows)}
    is_known = network and known in stored and now - stored[known].at < KNOWN_ADDRESS_LIFETIME
    rules = {known_user: KNOWN_USER} if is_known else others
    return [(stored.get(key) or Brake(key=key, at=now), rule) for key, rule in rules.items()]


def network_of(address: str | None) -> str:
    """Return the /64 of an IPv6 address, since a single user may have all addresses in it."""
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
        logger.warning("many failed logins on the whole site; each attempt waits up to a second")
        alarm.send(sender=None, at=now)
