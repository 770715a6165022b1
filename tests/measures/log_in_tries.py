"""Sends 10,000 log-ins with wrong passwords, as guessers would, to the form: make log-in-tries

With a quick hasher and a clock of its own: ten tries a second, for each pattern from the start.
Fails if more of them are compared with a password than stated, or if a colleague at another address
has to wait longer than a second. `ARGS=700` sends fewer.
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
COLLEAGUE_EVERY = 100  # tries
LONGEST_WAIT = 1  # second
COLLEAGUE = ("collega", "203.0.113.50")
PASSWORD = "vijver trompet zaterdag"
QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WAIT = re.compile(r"Over (\d+) (secon|minu)")


@dataclass(frozen=True)
class Try:
    name: str
    address: str
    forged: str = ""  # what the visitor wrote in X-Forwarded-For


def v4(nth: int) -> str:
    return str(IPv4Address("198.18.0.0") + nth)


def v6(network: int, nth: int) -> str:
    return str(IPv6Address((0x20010DB8 << 96) + (network << 64) + nth + 1))


# The nth try, and how many of 1,700 in three minutes may be compared with a password.
PATTERNS: dict[str, tuple[Callable[[int], Try], int]] = {
    "one name, many addresses": (lambda nth: Try("noor", v4(nth)), 30),
    "one address, many names": (lambda nth: Try(f"naam{nth}", v4(0)), 20),
    "addresses within one /64": (lambda nth: Try(f"naam{nth}", v6(1, nth)), 20),
    "a forged X-Forwarded-For": (lambda nth: Try(f"naam{nth}", v4(0), v4(nth)), 20),
    "unicode forms of one name": (lambda nth: Try(("ｎoor", "NOOR", "noor")[nth % 3], v4(nth)), 30),
    "other /64s, other names": (lambda nth: Try(f"naam{nth}", v6(nth, nth)), 280),
    "many names and addresses": (lambda nth: Try(f"naam{nth}", v4(nth)), 280),
}


@contextmanager
def clock() -> Iterator[SimpleNamespace]:
    """What the limits read instead of the time."""
    time = SimpleNamespace(at=START)
    with patch("pactdir.accounts.log_in_limit.timezone", SimpleNamespace(now=lambda: time.at)):
        yield time


def send(client: Any, attempt: Try, password: str) -> float:
    """Return how long the form says to wait, in seconds; 0 if the password was compared."""
    forwarded = ", ".join(filter(None, [attempt.forged, attempt.address]))
    answer = client.post(
        "/admin/login/",
        {"username": attempt.name, "password": password},
        secure=True,
        headers={"x-forwarded-for": forwarded},  # to which nginx adds the address
    )
    text = answer.content.decode()
    if found := WAIT.search(text):
        return int(found[1]) * (60 if found[2] == "minu" else 1)
    return float("inf") if answer.status_code not in (200, 302) else 0.0


def run(pattern: str, tries: int) -> tuple[int, float]:
    """Return how many passwords were compared, and how long the colleague waited at most."""
    from django.test import Client  # noqa: PLC0415 (only now is there anything to import)

    of_try, _ = PATTERNS[pattern]
    compared, longest = 0, 0.0
    with clock() as time:
        for nth in range(tries):
            time.at = START + timedelta(seconds=nth / PER_SECOND)
            compared += send(Client(), of_try(nth), f"fout {nth}") == 0
            if nth % COLLEAGUE_EVERY == COLLEAGUE_EVERY - 1:
                longest = max(longest, send(Client(), Try(*COLLEAGUE), PASSWORD))
    return compared, longest


def measure(tries: int) -> int:
    from axes.models import AccessAttempt  # noqa: PLC0415
    from django.contrib.auth.models import User  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.test import override_settings  # noqa: PLC0415

    from pactdir.models import Brake  # noqa: PLC0415
    from tests import make  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    red = 0
    with override_settings(PASSWORD_HASHERS=QUICK, HTTPS=True):
        for name in ("noor", COLLEAGUE[0]):
            make.an_assignment(user=User.objects.create_user(name, password=PASSWORD))
        for pattern, (_, most) in PATTERNS.items():
            Brake.objects.all().delete()
            AccessAttempt.objects.all().delete()
            begin = perf_counter()
            compared, longest = run(pattern, -(-tries // len(PATTERNS)))
            red |= compared > most or longest > LONGEST_WAIT
            print(
                f"{pattern:26} {compared:4} passwords compared (at most {most}), "
                f"a colleague waits {longest:.0f} s at most; {perf_counter() - begin:.0f} s",
                flush=True,
            )
    return red


if __name__ == "__main__":
    if "--here" not in sys.argv:
        sys.exit(run_on_each("tests.measures.log_in_tries", *sys.argv[1:2] or ["10000"]))
    django.setup()
    logging.disable()
    sys.exit(in_test_environment(measure, int(sys.argv[1])))
