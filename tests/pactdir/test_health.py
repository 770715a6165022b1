import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from pactdir import health


def test_lives_without_asking_the_database(client):
    response = client.get("/livez")  # and no db mark: a query would raise

    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_is_ready_once_every_migration_is_applied(client):
    response = client.get("/readyz")

    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_is_not_ready_while_a_migration_waits(client):
    MigrationRecorder(connection).record_unapplied("regions", "0001_initial")

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.text == "Er zijn migraties die nog niet zijn toegepast."


@pytest.mark.django_db
def test_is_not_ready_without_its_database(client, monkeypatch):
    unreachable = connection.copy()
    unreachable.settings_dict |= {"NAME": "/nowhere/pactdir", "HOST": "/nowhere"}
    monkeypatch.setattr(health, "connection", unreachable)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.text == "De database antwoordt niet."


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
