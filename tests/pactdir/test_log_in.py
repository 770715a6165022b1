"""Five wrong passwords lock the login for that user at that IP address, and nowhere else."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib.auth.models import User
from django.test import RequestFactory
from django.urls import reverse

from pactdir.audit.client_address import client_address
from tests import make

pytestmark = pytest.mark.django_db

RIGHT = "een lang wachtwoord"


@pytest.fixture
def editor():
    return make.a_national_editor(username="landelijk", password=RIGHT)


def log_in(
    client, username="landelijk", password="fout", address="192.0.2.1", forwarded="192.0.2.1"
):
    return client.post(
        reverse("admin:login"),
        {"username": username, "password": password},
        REMOTE_ADDR=address,
        headers={"x-forwarded-for": forwarded},
    )


def fail(client, times, **options):
    for _ in range(times):
        answer = log_in(client, **options)
    return answer


def test_a_new_database_has_no_accounts():
    assert not User.objects.exists()


def test_four_wrong_passwords_do_not_lock_the_login(editor, client):
    fail(client, 4)

    assert log_in(client, password=RIGHT).status_code == 302


def test_the_fifth_wrong_password_locks_even_the_right_one(editor, client):
    assert fail(client, 5).status_code == 429

    answer = log_in(client, password=RIGHT)
    assert answer.status_code == 429
    assert "Over een kwartier kunt u het opnieuw proberen." in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_does_not_lock_other_users_or_ip_addresses(editor, client):
    make.a_national_editor(username="collega", password=RIGHT)
    fail(client, 5)

    assert log_in(client, password=RIGHT, address="192.0.2.2").status_code == 302
    assert log_in(client, username="collega", password=RIGHT).status_code == 302


def test_unlocks_after_a_quarter_of_an_hour(editor, client):
    fail(client, 5)
    attempt = AccessAttempt.objects.get()
    attempt.attempt_time -= timedelta(minutes=16)
    attempt.save()

    assert log_in(client, password=RIGHT).status_code == 302


def test_the_right_password_resets_the_count(editor, client):
    fail(client, 4)
    log_in(client, password=RIGHT)

    assert not AccessAttempt.objects.exists()


def test_does_not_record_successful_logins(editor, client):
    assert log_in(client, password=RIGHT).status_code == 302
    client.post(reverse("admin:logout"))

    assert not AccessLog.objects.exists()


@pytest.mark.parametrize(
    ("forwarded", "https", "address"),
    [
        ("203.0.113.9", True, "203.0.113.9"),
        ("198.51.100.1, 203.0.113.9", True, "203.0.113.9"),
        ("198.51.100.1:8080,203.0.113.9:51234", True, "203.0.113.9"),
        ("2001:db8::1", True, "2001:db8::1"),
        ("203.0.113.7:51234", True, "203.0.113.7"),
        ("[2001:db8::1]:443", True, "2001:db8::1"),
        ("[2001:db8::1]", True, "2001:db8::1"),
        ('"[2001:db8::1]:443"', True, "2001:db8::1"),
        ("2001:DB8:0:0:0:0:0:1", True, "2001:db8::1"),
        ("fe80::1%eth0", True, "fe80::1"),
        ("[fe80::1%25eth0]:443", True, "fe80::1"),
        ("::ffff:203.0.113.9", True, "203.0.113.9"),
        ("[::ffff:203.0.113.9]:443", True, "203.0.113.9"),
        *(
            (rubbish, True, "127.0.0.1")
            for rubbish in [
                *("onzin", "", ",", "unknown", "203.0.113.9:", "203.0.113.9:a", "203.0.113.256"),
                *("[203.0.113.9", "[]:443", "203.0.113.9 198.51.100.1", "1" * 4000, "[" * 4000),
                *("1:2:3:4:5:6:7:8:443", "_verborgen", "203.0.113.9, ", ":" * 4000, "%" * 4000),
            ]
        ),
        ("203.0.113.9", False, "127.0.0.1"),
        ("203.0.113.7:51234", False, "127.0.0.1"),
    ],
)
def test_trusts_the_forwarded_address_only_behind_nginx(settings, forwarded, https, address):
    settings.HTTPS = https
    request = RequestFactory().get("/", headers={"x-forwarded-for": forwarded})

    assert client_address(request) == address


@pytest.mark.parametrize(
    ("direct", "address"),
    [("fe80::1%eth0", "fe80::1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("", None)],
)
def test_normalises_the_address_of_a_direct_connection(direct, address):
    assert client_address(RequestFactory().get("/", REMOTE_ADDR=direct)) == address


def test_distinguishes_visitors_behind_a_proxy_that_adds_ports(editor, client, settings):
    settings.HTTPS = True
    for port in range(5):
        answer = log_in(client, forwarded=f"203.0.113.7:{50_000 + port}")

    assert answer.status_code == 429
    assert AccessAttempt.objects.get().ip_address == "203.0.113.7"
    assert log_in(client, password=RIGHT, forwarded="203.0.113.8:50000").status_code == 302
