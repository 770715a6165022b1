"""security.txt: published if there is a contact, until it expires."""

from datetime import date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.checks import run_checks

from pactdir.deploy import checks
from tests.pages.reading import block, words

pytestmark = pytest.mark.django_db

ADDRESS = "/.well-known/security.txt"

pytestmark = pytest.mark.django_db
EXPIRES = date(2027, 6, 30)


@pytest.fixture
def contact(settings):
    def set_contact(address="mailto:veilig@pactdir.example", expires=EXPIRES):
        settings.SECURITY_CONTACT, settings.SECURITY_EXPIRES = address, expires

    return set_contact


def fields(answer):
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    return [line.split(": ", 1) for line in answer.content.decode().splitlines()]


def test_is_absent_without_a_contact(client, contact):
    contact("", None)

    assert client.get(ADDRESS).status_code == 404
    part = block(client.get("/contact/"), "Kwetsbaarheid melden")
    assert part["id"] == "kwetsbaarheid"
    assert "Melden via deze site kan dus nog niet." in words(part)
    assert part.find("a") is None


def test_contact_page_falls_back_to_the_controller(client, contact, settings):
    contact("", None)
    settings.CONTROLLER_EMAIL = "post@techniek.example"
    part = block(client.get("/contact/"), "Kwetsbaarheid melden")

    assert "Een eigen adres daarvoor is nog niet opgegeven." in words(part)
    assert part.a["href"] == "mailto:post@techniek.example"


def test_has_contact_expiry_languages_and_canonical_url(client, contact, settings):
    settings.ALLOWED_HOSTS = ["pactdir.example"]
    contact()

    assert fields(client.get(ADDRESS, secure=True, headers={"host": "pactdir.example"})) == [
        ["Contact", "mailto:veilig@pactdir.example"],
        ["Expires", "2027-06-30T23:59:59+02:00"],
        ["Preferred-Languages", "nl, en"],
        ["Canonical", f"https://pactdir.example{ADDRESS}"],
    ]


def test_expiry_is_the_end_of_the_day_in_amsterdam(client, contact):
    contact(expires=date(2027, 1, 31))

    expires = dict(fields(client.get(ADDRESS)))["Expires"]
    assert datetime.fromisoformat(expires).utcoffset() == timedelta(hours=1)


def test_has_no_canonical_url_without_https(client, contact):
    contact()

    assert "Canonical" not in dict(fields(client.get(ADDRESS)))


@pytest.mark.parametrize("address", ["mailto:veilig@pactdir.example", "https://pactdir.example/v"])
def test_contact_page_shows_the_contact(client, contact, address):
    contact(address)
    part = block(client.get("/contact/"), "Kwetsbaarheid melden")

    assert part.a["href"] == address
    assert part.a.get_text() == address.removeprefix("mailto:")
    assert "lek in de beveiliging" in words(part)


def test_escapes_the_contact(client, contact):
    contact('https://x.example/"><b>x</b>')

    assert BeautifulSoup(client.get("/contact/").content, "lxml").find_all("b") == []


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_refuses_other_methods(client, contact, method):
    contact()

    assert getattr(client, method)(ADDRESS).status_code == 405


# Deploy checks


CHECKS = {"pactdir.I001", "pactdir.W001", "pactdir.E001"}


@pytest.fixture
def check_ids(monkeypatch):
    def on(day):
        monkeypatch.setattr(checks, "today", lambda: day)
        messages = run_checks(include_deployment_checks=True)
        return [message.id for message in messages if message.id in CHECKS]

    return on


@pytest.mark.parametrize(
    ("days_before", "expected"),
    [
        (365, []),
        (31, []),
        (30, ["pactdir.W001"]),
        (1, ["pactdir.W001"]),
        (0, ["pactdir.W001"]),
        (-1, ["pactdir.E001"]),
        (-400, ["pactdir.E001"]),
    ],
)
def test_deploy_check_warns_thirty_days_before_expiry(contact, check_ids, days_before, expected):
    contact()

    assert check_ids(EXPIRES - timedelta(days=days_before)) == expected


def test_deploy_check_mentions_a_missing_contact(contact, check_ids):
    contact("", None)

    assert check_ids(EXPIRES) == ["pactdir.I001"]


def test_an_expired_date_does_not_block_other_checks(contact):
    contact(expires=date(2020, 1, 1))

    assert [message.id for message in run_checks() if message.id.startswith("pactdir.")] == []
