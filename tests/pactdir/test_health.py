from threading import Event

import pytest
from django.db import connection

from pactdir.database.background_call import BackgroundCall
from pactdir.deploy import health


def test_lives_without_asking_the_database(client):
    response = client.get("/livez")  # and no db mark: a query would raise

    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_is_ready_once_every_migration_is_applied(client):
    response = client.get("/readyz")

    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_is_not_ready_while_a_migration_waits(client, monkeypatch):
    of_this_release = health._migrations_of_this_release()
    waits = of_this_release | {("regions", "9999_waits")}
    monkeypatch.setattr(health, "_migrations_of_this_release", lambda: waits)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.text == "Er zijn migraties die nog niet zijn toegepast."


@pytest.mark.django_db
def test_is_not_ready_without_its_database(client, monkeypatch):
    unreachable = connection.copy()
    unreachable.settings_dict |= {"NAME": "/nowhere/pactdir", "HOST": "/nowhere"}
    unreachable.inc_thread_sharing()  # it is asked in a thread of its own
    monkeypatch.setattr(health, "connection", unreachable)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.text == "De database antwoordt niet."


def test_says_that_it_is_not_ready_while_its_database_hangs(client, monkeypatch):
    """Who asks waits a second; nothing of what hangs is waited for longer."""
    may_go = Event()
    monkeypatch.setattr(health, "_applied_migrations", BackgroundCall(lambda: may_go.wait(60)))
    assert 0 < health.TIMEOUT < 1
    monkeypatch.setattr(health, "TIMEOUT", 0)

    answers = [client.get("/readyz") for _ in range(3)]
    may_go.set()

    assert {(answer.status_code, answer.text) for answer in answers} == {
        (503, "De database antwoordt niet.")
    }


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/livez", "/readyz"])
def test_answers_in_plain_text_that_nobody_keeps(client, address):
    response = client.head(address)

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ["/livez", "/readyz"])
def test_is_for_reading_only(client, address):
    assert client.post(address).status_code == 405


@pytest.mark.django_db
def test_answers_a_machine_that_comes_without_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True

    answers = {address: client.get(address).status_code for address in ["/livez", "/readyz", "/"]}

    assert answers == {"/livez": 200, "/readyz": 200, "/": 301}
