"""Counts in the cache, under keys that do not reveal an IP address."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from pactdir.accounts.throttling import network_of
from pactdir.audit.client_address import client_address
from pactdir.page_store import backends

DAY = timedelta(days=1)
MAX_MAILS_A_DAY = 5  # to one address, because somebody entered it in a form


def is_over_limit(name: str, who: str, maximum: int, period: timedelta = DAY) -> bool:
    """Count one more, and return whether there are too many since the first in this period."""
    key = salted_hmac(__name__, f"{name}\0{who}", algorithm="sha256").hexdigest()
    return backends.count(key, period) > maximum


def client_of(request: HttpRequest) -> str:
    return network_of(client_address(request))
