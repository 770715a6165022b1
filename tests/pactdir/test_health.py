from threading import Event

import pytest
from django.db import connection

from pactdir.database.background_call import BackgroundCall
from pactdir.deploy import health


def test_livez_does_not_query_the_database(client):
    response = client.get("/livez")  # and there is no db mark: a query would raise

    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_is_ready_if_all_migrations_are_applied(client):
    response = client.get("/readyz")

    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_is_not_ready_with_a_pending_migration(client, monkeypatch):
    migrations = health._migrations_of_this_release()
    with_pending = migrations | {("regions", "9999_waits")}
    monkeypatch.setattr(health, "_migrations_of_this_release", lambda: with_pending)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.text == "Er zijn migraties die nog niet zijn toegepast."


@pytest.mark.django_db
def test_is_not_ready_without_a_database(client, monkeypatch):
    unreachable = connection.copy()
    unreachable.settings_dict |= {"NAME": "/nowhere/pactdir", "HOST": "/nowhere"}
    unreachable.inc_thread_sharing()  # the check runs in another thread
    monkeypatch.setattr(health, "connection", unreachable)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.text == "De database antwoordt niet."


def test_is_not_ready_while_the_database_hangs(client, monkeypatch):
    """The probe waits less than a second, even while an earlier one still hangs."""
    may_finish = Event()
    monkeypatch.setattr(health, "_applied_migrations", BackgroundCall(lambda: may_finish.wait(60)))
    assert 0 < health.TIMEOUT < 1
    monkeypatch.setattr(health, "TIMEOUT", 0)

    responses = [client.get("/readyz") for _ in range(3)]
    may_finish.set()

    assert {(response.status_code, response.text) for response in responses} == {
        (503, "De database antwoordt niet.")
    }


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/livez", "/readyz"])
def test_answers_in_plain_text_without_caching(client, address):
    response = client.head(address)

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ["/livez", "/readyz"])
def test_refuses_post(client, address):
    assert client.post(address).status_code == 405


@pytest.mark.django_db
def test_answers_probes_without_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True

    status_codes = {
        address: client.get(address).status_code for address in ["/livez", "/readyz", "/"]
    }

    assert status_codes == {"/livez": 200, "/readyz": 200, "/": 301}
