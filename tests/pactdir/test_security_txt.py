"""Where one reports a hole in the site: told where it is known, and not beyond its day."""

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
    def known(address="mailto:veilig@pactdir.example", expires=EXPIRES):
        settings.SECURITY_CONTACT, settings.SECURITY_EXPIRES = address, expires

    return known


def fields(answer):
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    return [line.split(": ", 1) for line in answer.content.decode().splitlines()]


def test_nothing_is_made_up_where_no_one_is_named(client, contact):
    contact("", None)

    assert client.get(ADDRESS).status_code == 404
    part = block(client.get("/contact/"), "Kwetsbaarheid melden")
    assert part["id"] == "kwetsbaarheid"
    assert "Melden via deze site kan dus nog niet." in words(part)
    assert part.find("a") is None


def test_without_an_address_of_its_own_one_reports_to_the_controller(client, contact, settings):
    contact("", None)
    settings.CONTROLLER_EMAIL = "post@techniek.example"
    part = block(client.get("/contact/"), "Kwetsbaarheid melden")

    assert "Een eigen adres daarvoor is nog niet opgegeven." in words(part)
    assert part.a["href"] == "mailto:post@techniek.example"


def test_it_says_where_until_when_and_in_which_languages(client, contact, settings):
    settings.ALLOWED_HOSTS = ["pactdir.example"]
    contact()

    assert fields(client.get(ADDRESS, secure=True, headers={"host": "pactdir.example"})) == [
        ["Contact", "mailto:veilig@pactdir.example"],
        ["Expires", "2027-06-30T23:59:59+02:00"],
        ["Preferred-Languages", "nl, en"],
        ["Canonical", f"https://pactdir.example{ADDRESS}"],
    ]


def test_the_end_of_a_day_is_that_of_amsterdam_in_winter_too(client, contact):
    contact(expires=date(2027, 1, 31))

    expires = dict(fields(client.get(ADDRESS)))["Expires"]
    assert datetime.fromisoformat(expires).utcoffset() == timedelta(hours=1)


def test_without_https_it_names_no_address_of_itself(client, contact):
    contact()

    assert "Canonical" not in dict(fields(client.get(ADDRESS)))


@pytest.mark.parametrize("address", ["mailto:veilig@pactdir.example", "https://pactdir.example/v"])
def test_the_contact_page_says_it_too(client, contact, address):
    contact(address)
    part = block(client.get("/contact/"), "Kwetsbaarheid melden")

    assert part.a["href"] == address
    assert part.a.get_text() == address.removeprefix("mailto:")
    assert "lek in de beveiliging" in words(part)


def test_the_address_is_shown_as_text(client, contact):
    contact('https://x.example/"><b>x</b>')

    assert BeautifulSoup(client.get("/contact/").content, "html.parser").find_all("b") == []


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_can_only_be_read(client, contact, method):
    contact()

    assert getattr(client, method)(ADDRESS).status_code == 405


# --- before a deploy ---


@pytest.fixture
def said(monkeypatch):
    """What the check before a deploy says of it on a day."""

    def on(day):
        monkeypatch.setattr(checks, "today", lambda: day)
        found = run_checks(include_deployment_checks=True)
        return [message.id for message in found if message.id.startswith("pactdir.")]

    return on


@pytest.mark.parametrize(
    ("days_before", "told"),
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
def test_a_deploy_is_warned_thirty_days_before_and_refused_after(contact, said, days_before, told):
    contact()

    assert said(EXPIRES - timedelta(days=days_before)) == told


def test_a_deploy_is_told_where_there_is_none(contact, said):
    contact("", None)

    assert said(EXPIRES) == ["pactdir.I001"]


def test_an_old_date_keeps_no_migration_from_running(contact):
    contact(expires=date(2020, 1, 1))

    assert [message.id for message in run_checks() if message.id.startswith("pactdir.")] == []
