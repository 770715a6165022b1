"""Password guessing: how many attempts get through, and how long colleagues are delayed."""

import logging
import re
from contextlib import ExitStack
from datetime import timedelta
from math import ceil

import pytest
from django.test import Client
from django.urls import reverse

from pactdir.accounts import log_in_limit
from pactdir.accounts.log_in_limit import AT_ONCE, wait_in_words
from pactdir.accounts.throttling import count_attempt, network_of, undo_attempt
from pactdir.models import AccountSession, Brake, MailKind, Message
from tests import make
from tests.measures.log_in_tries import (
    COLLEAGUE,
    COLLEAGUE_EVERY,
    MAX_WAIT,
    PASSWORD,
    PATTERNS,
    PER_SECOND,
    START,
    run,
    v4,
)

pytestmark = pytest.mark.django_db

TRIES = 600  # attempts of each pattern; `make log-in-tries` sends more
RIGHT = "een lang wachtwoord"


# A forged header only matters to the login form.
@pytest.mark.parametrize("pattern", [name for name in PATTERNS if "forged" not in name])
def test_few_attempts_get_through_and_a_colleague_waits_a_second(pattern):
    of_try, most = PATTERNS[pattern]
    passed, longest_wait = 0, 0.0
    for nth in range(TRIES):
        now = START + timedelta(seconds=nth / PER_SECOND)
        attempt = of_try(nth)
        passed += count_attempt(attempt.name, attempt.address, now) == 0
        if nth % 100 == 99:
            if not (wait := count_attempt(*COLLEAGUE, now)):
                undo_attempt(*COLLEAGUE, now)
            longest_wait = max(longest_wait, wait)

    assert 10 <= passed <= most
    assert longest_wait <= MAX_WAIT


def test_a_forged_header_gives_no_extra_attempts_through_the_form(settings):
    """A sample of `make log-in-tries`."""
    settings.HTTPS = True
    make.an_assignment(user=make.a_user(username=COLLEAGUE[0], password=PASSWORD))

    compared, longest_wait = run("a forged X-Forwarded-For", COLLEAGUE_EVERY)

    assert 10 <= compared <= 20
    assert longest_wait <= MAX_WAIT


def fail(times, username="noor", address="192.0.2.1", now=START):
    return [count_attempt(username, address, now) for _ in range(times)][-1]


def test_delays_grow_to_five_minutes_and_shrink_again():
    fail(10)
    now, waits = START, []
    for _ in range(12):
        waits.append(ceil(count_attempt("noor", "192.0.2.1", now)))
        now += timedelta(seconds=waits[-1])
        assert count_attempt("noor", "192.0.2.1", now) == 0

    assert waits[:5] == [1, 2, 4, 8, 16]
    assert waits[5:8] == sorted(waits[5:8])
    assert max(waits) <= 300
    assert count_attempt("noor", "192.0.2.1", now + timedelta(hours=2)) == 0


def test_a_user_known_at_this_address_is_not_delayed_by_others():
    undo_attempt(*COLLEAGUE, START)
    for nth in range(200):
        count_attempt(f"naam{nth}", COLLEAGUE[1], START)
        count_attempt("collega", v4(nth), START)

    assert count_attempt(*COLLEAGUE, START) == 0
    assert count_attempt("ander", COLLEAGUE[1], START) > 0
    assert count_attempt("collega", v4(1000), START) > 0
    assert fail(11, *COLLEAGUE) > 0  # but is by their own failures
    assert count_attempt(*COLLEAGUE, START + timedelta(days=31)) == 0
    assert Brake.objects.filter(at__lt=START).count() == 0


def test_a_right_password_removes_only_its_own_attempt_from_the_count():
    fail(9)
    count_attempt("eigen", "192.0.2.1", START)
    undo_attempt("eigen", "192.0.2.1", START)
    fail(1)

    assert fail(1) == 1


def test_stores_no_ip_address_or_name_and_nothing_for_longer_than_thirty_days():
    undo_attempt("noor", "192.0.2.1", START)
    fail(1, "piet", "192.0.2.9")

    stored = repr(list(Brake.objects.values()))
    assert not [text for text in ("192.0.2", "noor", "piet") if text in stored]
    undo_attempt("bo", "192.0.2.7", START + timedelta(days=31))
    assert Brake.objects.filter(at__lt=START + timedelta(days=1)).count() == 0


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.77/32"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        (None, ""),
    ],
)
def test_counts_an_ipv6_address_by_its_network(address, network):
    assert network_of(address) == network


def test_warns_and_mails_national_editors_once_an_hour(caplog):
    editor = make.a_national_editor(email="landelijk@voorbeeld.example")
    make.a_national_editor(email="")
    make.a_user(email="redacteur@voorbeeld.example")
    with caplog.at_level(logging.WARNING, logger="pactdir.accounts.throttling"):
        for nth in range(300):
            count_attempt(f"naam{nth}", v4(nth), START + timedelta(seconds=nth / 2))

    assert len(caplog.records) == 1
    message = Message.objects.get()
    assert (message.recipient, message.kind) == (editor.email, MailKind.ALARM)
    count_attempt("nog een", v4(9999), START + timedelta(seconds=3700))
    for nth in range(150):
        count_attempt(f"later{nth}", v4(nth), START + timedelta(seconds=3700 + nth / 100))
    assert Message.objects.count() == 2


def log_in(client, username="noor", password="fout", address="192.0.2.1", forwarded="198.51.100.1"):
    return client.post(
        reverse("admin:login"),
        {"username": username, "password": password},
        REMOTE_ADDR=address,
        headers={"x-forwarded-for": forwarded},
    )


def test_the_form_states_the_delay_and_a_forged_header_has_no_effect(client):
    make.a_national_editor(username="landelijk", password=RIGHT)
    for nth in range(10):
        log_in(client, f"naam{nth}", forwarded=v4(nth))
    # for this IP address, and for the whole site
    assert Brake.objects.filter(level__gt=9).count() == 2
    Brake.objects.update(level=15)  # as if more attempts followed

    answer = log_in(client, "landelijk", RIGHT, forwarded="203.0.113.200")

    assert answer.status_code == 200
    assert re.search(r"Over \d+ seconden kunt u het opnieuw", answer.content.decode())
    assert not AccountSession.objects.filter(user__username="landelijk").exists()
    assert log_in(Client(), "landelijk", RIGHT, address="192.0.2.2").status_code == 302


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 seconde"), (7.5, "8 seconden"), (60, "1 minuut"), (61, "2 minuten")],
)
def test_delays_are_spelled_out(seconds, words):
    assert f"Over {words} kunt u" in wait_in_words(seconds)


def test_excess_concurrent_logins_get_a_503_with_a_message(client):
    make.a_national_editor(username="landelijk", password=RIGHT)
    with ExitStack() as busy:
        for _ in range(AT_ONCE):
            busy.enter_context(log_in_limit._slot())
        answer = log_in(client, "landelijk", RIGHT)

    assert answer.status_code == 503
    assert answer["Retry-After"] == "2"
    assert "Er melden zich nu te veel mensen tegelijk aan." in answer.content.decode()
    # and the slots are free again afterwards
    assert log_in(client, "landelijk", RIGHT).status_code == 302
