"""One line per event on stderr, from which fail2ban can ban the right IP addresses."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from pactdir.audit.security_log import write_line
from tests import make

README = Path(__file__).resolve().parents[3] / "pactdir/deploy/README.md"
# What fail2ban substitutes for <HOST>, and how it strips the timestamp (see fail2ban's manual).
HOST = r"(?P<host>[0-9A-Fa-f.:]+)"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
FORGED = 'x" address=192.0.2.66 name="\n2026-11-30T08:00:00+01:00 pactdir.security '
FORGED += "event=log_in_failed address=192.0.2.66\u2028\x85\x1b[2J"


@pytest.fixture(scope="module")
def pattern():
    [text] = re.findall(r"^failregex = (.+)$", README.read_text(), re.MULTILINE)
    return re.compile(text.replace("<HOST>", HOST))


def banned(pattern, line):
    found = pattern.search(MOMENT.sub("", line, count=1))
    return found and found["host"]


@pytest.mark.parametrize("address", ["203.0.113.7", "2001:db8::7"])
@pytest.mark.parametrize("event", ["log_in_failed", "log_in_refused", "step_failed"])
def test_fail2ban_finds_the_address_of_each_failure(lines, pattern, event, address):
    write_line(event, "landelijk", address)
    write_line("log_in", "landelijk", address)
    write_line(event, "landelijk", None)

    assert [banned(pattern, line) for line in lines] == [address, None, None]
    # As journald forwards it: host and program first, then our timestamped line.
    assert banned(pattern, f"web gunicorn[123]: x {lines[0]}") is None
    assert pattern.search(f"web gunicorn[123]: {lines[0]}")["host"] == address


@pytest.mark.parametrize("name", [FORGED, "naïef", "\u202egnal", "a\r\nb", '"', "\\"])
def test_a_name_stays_quoted_and_on_one_line(lines, pattern, name):
    write_line("log_in", name, "203.0.113.7")
    write_line("log_in_failed", name, "203.0.113.7")

    for line in lines:
        assert line.isascii()
        assert line.isprintable()
    assert [banned(pattern, line) for line in lines] == [None, "203.0.113.7"]


def test_other_log_lines_with_the_same_text_ban_nobody(pattern):
    text = 'pactdir.security event=log_in_failed address=192.0.2.66 name=""'
    for before in (
        "2026-11-30 08:00:00,123 WARNING django.request: Not Found: /",
        "web gunicorn[1]: 2026-11-30 08:00:00,123 WARNING django.request: Not Found: /",
    ):
        for line in (
            before + text,
            f"{before}2026-11-30T08:00:00+01:00 {text}",
            f"{before} {text}",
        ):
            assert banned(pattern, line) is None
            assert pattern.search(re.sub(r"2026-11-30 08:00:00,123", "", line)) is None


@pytest.mark.django_db
def test_login_events_log_the_username_only_if_it_exists(
    client, lines, monkeypatch, django_capture_on_commit_callbacks
):
    make.a_national_editor(username="landelijk", password="een lang wachtwoord")

    def log_in(username, password):
        with django_capture_on_commit_callbacks(execute=True):
            data = {"username": username, "password": password}
            client.post(reverse("admin:login"), data, REMOTE_ADDR="203.0.113.7")

    log_in("Geheim-als-naam", "fout")
    log_in("landelijk", "fout")
    log_in("landelijk", "een lang wachtwoord")
    monkeypatch.setattr("pactdir.accounts.log_in_limit.count_attempt", lambda *args: 3.0)
    log_in("landelijk", "fout")

    assert [MOMENT.sub("", line).strip().removeprefix("pactdir.security ") for line in lines] == [
        'event=log_in_failed address=203.0.113.7 name=""',
        'event=log_in_failed address=203.0.113.7 name="landelijk"',
        'event=log_in address=203.0.113.7 name="landelijk"',
        'event=log_in_refused address=203.0.113.7 name=""',
    ]
