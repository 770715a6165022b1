"""Posts 10,000 failed logins to the login form, like a brute-force attack: make log-in-tries

Uses a fast hasher and a fake clock: ten attempts a second; each pattern starts with empty counters.
Fails if more attempts reach the password check than PATTERNS allows, or if a colleague at another
address has to wait longer than a second. `ARGS=700` sends fewer.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Address
from time import perf_counter
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

import django

from tests.measures.databases import in_test_environment, run_on_each

START = datetime(2026, 11, 2, 9, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
PER_SECOND = 10
COLLEAGUE_EVERY = 100  # attempts
MAX_WAIT = 1  # second
COLLEAGUE = ("collega", "203.0.113.50")
PASSWORD = "vijver trompet zaterdag"
FAST_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WAIT = re.compile(r"Over (\d+) (secon|minu)")


@dataclass(frozen=True)
class LoginAttempt:
    name: str
    address: str
    forged: str = ""  # what the visitor wrote in X-Forwarded-For


def v4(nth: int) -> str:
    return str(IPv4Address("198.18.0.0") + nth)


def v6(network: int, nth: int) -> str:
    return str(IPv6Address((0x20010DB8 << 96) + (network << 64) + nth + 1))


# By pattern: builds the nth attempt, and how many attempts in three minutes may reach the password
# check.
PATTERNS: dict[str, tuple[Callable[[int], LoginAttempt], int]] = {
    "one name, many addresses": (lambda nth: LoginAttempt("noor", v4(nth)), 30),
    "one address, many names": (lambda nth: LoginAttempt(f"naam{nth}", v4(0)), 20),
    "addresses within one /64": (lambda nth: LoginAttempt(f"naam{nth}", v6(1, nth)), 20),
    "a forged X-Forwarded-For": (lambda nth: LoginAttempt(f"naam{nth}", v4(0), v4(nth)), 20),
    "unicode forms of one name": (
        lambda nth: LoginAttempt(("ｎoor", "NOOR", "noor")[nth % 3], v4(nth)),
        30,
    ),
    "other /64s, other names": (lambda nth: LoginAttempt(f"naam{nth}", v6(nth, nth)), 280),
    "many names and addresses": (lambda nth: LoginAttempt(f"naam{nth}", v4(nth)), 280),
}


@contextmanager
def clock() -> Iterator[SimpleNamespace]:
    """Fake clock for the rate limiter."""
    time = SimpleNamespace(at=START)
    with patch("pactdir.accounts.log_in_limit.timezone", SimpleNamespace(now=lambda: time.at)):
        yield time


def send(client: Any, attempt: LoginAttempt, password: str) -> float:
    """Return how long the form says to wait, in seconds; 0 if the password was checked."""
    forwarded = ", ".join(filter(None, [attempt.forged, attempt.address]))
    response = client.post(
        "/admin/login/",
        {"username": attempt.name, "password": password},
        secure=True,
        headers={"x-forwarded-for": forwarded},  # as nginx sends it
    )
    text = response.content.decode()
    if found := WAIT.search(text):
        return int(found[1]) * (60 if found[2] == "minu" else 1)
    return float("inf") if response.status_code not in (200, 302) else 0.0


def run(pattern: str, attempts: int) -> tuple[int, float]:
    """Return the number of passwords checked and the colleague's longest wait in seconds."""
    from django.test import Client  # noqa: PLC0415 (needs django.setup())

    build_attempt, _ = PATTERNS[pattern]
    checked, longest = 0, 0.0
    with clock() as time:
        for nth in range(attempts):
            time.at = START + timedelta(seconds=nth / PER_SECOND)
            checked += send(Client(), build_attempt(nth), f"fout {nth}") == 0
            if nth % COLLEAGUE_EVERY == COLLEAGUE_EVERY - 1:
                longest = max(longest, send(Client(), LoginAttempt(*COLLEAGUE), PASSWORD))
    return checked, longest


def measure(attempts: int) -> int:
    from axes.models import AccessAttempt  # noqa: PLC0415
    from django.contrib.auth.models import User  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.test import override_settings  # noqa: PLC0415

    from pactdir.models import Brake  # noqa: PLC0415
    from tests import make  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    failed = 0
    with override_settings(PASSWORD_HASHERS=FAST_HASHERS, HTTPS=True):
        for name in ("noor", COLLEAGUE[0]):
            make.an_assignment(user=User.objects.create_user(name, password=PASSWORD))
        for pattern, (_, limit) in PATTERNS.items():
            Brake.objects.all().delete()
            AccessAttempt.objects.all().delete()
            begin = perf_counter()
            checked, longest = run(pattern, -(-attempts // len(PATTERNS)))
            failed |= checked > limit or longest > MAX_WAIT
            print(
                f"{pattern:26} {checked:4} passwords checked (limit {limit}), "
                f"colleague waited up to {longest:.0f} s; took {perf_counter() - begin:.0f} s",
                flush=True,
            )
    return failed


if __name__ == "__main__":
    if "--here" not in sys.argv:
        sys.exit(run_on_each("tests.measures.log_in_tries", *sys.argv[1:2] or ["10000"]))
    django.setup()
    logging.disable()
    sys.exit(in_test_environment(measure, int(sys.argv[1])))
