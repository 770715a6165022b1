"""Login by username or email address; the attempts with either count together."""

import pytest

from pactdir.accounts.log_in import stored_name
from tests import make

pytestmark = pytest.mark.django_db

PASSWORD = "vijver-trompet-14-kaas"


@pytest.fixture
def user():
    return make.a_national_editor(username="noor", email="noor@school.example", password=PASSWORD)


def log_in(client, name, password=PASSWORD):
    return client.post("/admin/login/", {"username": name, "password": password})


@pytest.mark.parametrize("name", ["noor", "Noor", "noor@school.example", "NOOR@School.Example"])
def test_a_username_or_email_address_logs_in_regardless_of_case(client, user, name):
    assert log_in(client, name).status_code == 302


@pytest.mark.parametrize("name", ["noo", "noor@", "n%", "", "nul\0byte", "x" * 300])
def test_no_other_spelling_logs_in(client, user, name):
    assert log_in(client, name).status_code == 200


def test_an_email_address_shared_by_two_accounts_matches_neither(client, user):
    other = make.a_user(username="bo", email="noor@school.example")

    assert stored_name("noor@school.example") not in (user.username, other.username)
    assert log_in(client, "noor").status_code == 302


def test_other_spellings_of_a_name_give_no_extra_attempts(client, user):
    for name in ("noor", "NOOR", "noor@school.example", "Noor@school.example", "nOOr"):
        answer = log_in(client, name, "onjuist wachtwoord")

    assert answer.status_code == 429
    assert log_in(client, "noor").status_code == 429
