"""A forgotten password: the same response for everyone, and a link that works once."""

import logging
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pactdir.accounts import choosing
from pactdir.accounts.links import mail_link
from pactdir.deploy.log_lines import TracebackOncePerMinute
from pactdir.mail.sending import send_due
from pactdir.models import AccountLink, LinkKind, Message, PasswordRequest
from tests import make

pytestmark = pytest.mark.django_db

FORGOTTEN = "/admin/wachtwoord-vergeten/"
PASSWORD, NEW = "vijver-trompet-14-kaas", "ladder-citroen-88-zolder"


@pytest.fixture(autouse=True)
def _no_mail_at_once(settings):
    settings.MAIL_AT_ONCE = False


@pytest.fixture
def user():
    user = make.a_national_editor(email="noor@school.example", password=PASSWORD)
    mail.outbox.clear()
    return user


def link_in_mail(nth=-1):
    return re.search(r"https?://[^/]+(/admin/wachtwoord-kiezen/\S+/)", mail.outbox[nth].body)[1]


def asked(client, email="noor@school.example"):
    response = client.post(FORGOTTEN, {"email": email})
    send_due()
    return response


def chosen(client, link, password=NEW):
    return client.post(link, {"new_password1": password, "new_password2": password})


def test_a_forgotten_password_is_replaced_by_following_a_link(client, user):
    page = asked(client, "NOOR@school.example")
    assert page.url == f"{FORGOTTEN}verstuurd/"
    assert mail.outbox[0].to == ["noor@school.example"]
    assert user.get_username() in mail.outbox[0].body

    answer = chosen(client, link_in_mail())

    assert answer.url == reverse("admin:login")
    user.refresh_from_db()
    assert user.check_password(NEW)
    send_due()
    assert [sent.subject for sent in mail.outbox] == [
        "Nieuw wachtwoord",
        "Uw wachtwoord is gewijzigd",
    ]
    assert FORGOTTEN in mail.outbox[1].body


def test_the_response_and_the_queries_are_the_same_for_an_unknown_address(client, user):
    seen = []
    for email in ("noor@school.example", "bo@school.example"):
        with CaptureQueriesContext(connection) as queries:
            response = client.post(FORGOTTEN, {"email": email})
        statements = [re.sub(r"'[^']*'", "?", query["sql"]) for query in queries]
        seen.append((response.status_code, response.url, statements))

    assert seen[0] == seen[1]
    send_due()
    assert [sent.to for sent in mail.outbox] == [["noor@school.example"]]
    assert not PasswordRequest.objects.exists()


def test_a_user_without_access_gets_no_link(client, user):
    make.a_national_editor(password=PASSWORD)
    User.objects.filter(pk=user.pk).update(is_active=False)

    asked(client)

    assert not Message.objects.exists()


def test_a_mailbox_is_not_flooded(client, user):
    for _ in range(5):
        asked(client)

    assert len(mail.outbox) == 1


def test_requests_that_are_never_used_do_not_fill_the_database(client, monkeypatch):
    monkeypatch.setattr(choosing, "MAX_WAITING", 3)
    for number in range(5):
        client.post(FORGOTTEN, {"email": f"{number}@school.example"})

    assert PasswordRequest.objects.count() == 3


@pytest.mark.parametrize("email", ["", "geen adres", "nul\0byte@school.example", "x" * 300])
def test_an_invalid_email_address_is_refused_in_dutch(client, email):
    page = client.post(FORGOTTEN, {"email": email}).content.decode()

    assert "Dit veld is verplicht" in page or "geldig e-mailadres" in page
    assert not PasswordRequest.objects.exists()


def test_a_link_works_once(client, user):
    asked(client)
    link = link_in_mail()
    chosen(client, link)

    again = chosen(client, link, "een-heel-ander-woord-55")

    assert again.status_code == 404
    assert "al gebruikt" in again.content.decode()
    user.refresh_from_db()
    assert user.check_password(NEW)


def test_if_two_people_use_a_link_at_once_one_succeeds(client, user, monkeypatch):
    asked(client)
    link = link_in_mail()
    row = AccountLink.objects.get()
    monkeypatch.setattr(choosing, "find_link", lambda *args: row)
    chosen(client, link)

    assert chosen(client, link, "een-heel-ander-woord-55").status_code == 404


@pytest.mark.parametrize("minutes", [59, 61])
def test_a_link_lasts_an_hour(client, user, minutes):
    asked(client)
    passed = timedelta(minutes=minutes)
    AccountLink.objects.update(expires_at=AccountLink.objects.get().expires_at - passed)

    assert client.get(link_in_mail()).status_code == (200 if minutes < 60 else 404)


def test_opening_a_link_changes_nothing(client, user):
    asked(client)
    for _ in range(2):  # as mail scanners do
        assert client.get(link_in_mail()).status_code == 200
        assert client.head(link_in_mail()).status_code == 200

    assert chosen(client, link_in_mail()).status_code == 302


def test_a_newer_link_replaces_an_older_one(client, user):
    for _ in range(2):
        mail_link(user, LinkKind.RESET)
    send_due()

    assert client.get(link_in_mail(0)).status_code == 404
    assert client.get(link_in_mail(1)).status_code == 200


def test_the_database_holds_no_token_once_the_mail_is_sent(client, user):
    asked(client)
    token = link_in_mail().split("/")[-2]

    assert token not in str([*AccountLink.objects.values(), *Message.objects.values()])


def test_a_refused_password_leaves_the_link_valid(client, user):
    asked(client)

    page = chosen(client, link_in_mail(), "kort")

    assert "De minimale lengte is 12 tekens." in page.content.decode()
    assert chosen(client, link_in_mail()).status_code == 302


def test_all_sessions_end(client, user):
    elsewhere = Client()
    elsewhere.force_login(user)
    asked(client)

    chosen(client, link_in_mail())

    assert elsewhere.get("/admin/").status_code == 302


def test_users_who_change_their_own_password_stay_logged_in_and_get_a_mail(client, user):
    elsewhere = Client()
    for each in (client, elsewhere):
        each.force_login(user)
    fields = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}

    assert client.post("/admin/password_change/", fields).status_code == 302

    send_due()
    assert mail.outbox[0].subject == "Uw wachtwoord is gewijzigd"
    assert client.get("/admin/").status_code == 200
    assert elsewhere.get("/admin/").status_code == 302


def test_pages_with_a_token_leak_it_nowhere(client, user, caplog):
    asked(client)
    link = link_in_mail()
    strict = Client(enforce_csrf_checks=True, headers={"host": "testserver"})
    page = strict.get(link)

    assert page["Referrer-Policy"] == "strict-origin"
    assert "no-store" in page["Cache-Control"]
    assert link not in page.content.decode()
    token = {"csrfmiddlewaretoken": strict.cookies["csrftoken"].value}
    fields = {"new_password1": NEW, "new_password2": NEW, **token}
    origin = {"origin": "http://testserver"}
    assert strict.post(link, fields, headers=origin).status_code == 302
    assert strict.post(link, fields, headers={"origin": "null"}).status_code == 403

    caplog.clear()
    with caplog.at_level(logging.WARNING):
        strict.get(link)
    lines = [TracebackOncePerMinute().format(record) for record in caplog.records]
    assert any("/admin/wachtwoord-kiezen/…" in line for line in lines)
    assert not [line for line in lines if link in line]


def test_a_malformed_token_gives_no_server_error(client):
    for token in ("x", "x" * 3000, "%00", "é"):
        assert client.get(f"/admin/wachtwoord-kiezen/{token}/").status_code == 404


def test_the_login_page_and_the_lockout_message_link_to_it(client, user):
    assert FORGOTTEN in client.get("/admin/login/").content.decode()

    for _ in range(5):
        locked = client.post("/admin/login/", {"username": user.username, "password": "onjuist"})

    assert FORGOTTEN in locked.content.decode()


def test_a_new_password_lifts_the_lockout(client, user):
    log_in = {"username": user.username, "password": "onjuist"}
    for _ in range(5):
        client.post("/admin/login/", log_in)
    asked(client)
    chosen(client, link_in_mail())

    assert client.post("/admin/login/", {**log_in, "password": NEW}).status_code == 302


@pytest.mark.parametrize("command", ["createsuperuser", "changepassword"])
def test_a_password_set_by_a_command_only_lets_the_user_choose_another(
    client, monkeypatch, command
):
    if command == "createsuperuser":
        monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
        call_command(command, interactive=False, username="eerste", email="", verbosity=0)
    else:
        make.a_national_editor(username="eerste", password="iets-anders")
        monkeypatch.setattr("getpass.getpass", lambda prompt: PASSWORD)
        call_command(command, "eerste", verbosity=0)
    data = {"username": "eerste", "password": PASSWORD}

    page = client.post(reverse("admin:login"), data)

    assert "_auth_user_id" not in client.session
    link = re.search(r'href="(/admin/wachtwoord-kiezen/[^"]+)"', page.content.decode())[1]
    assert "ander wachtwoord dan wat u kreeg" in chosen(client, link, PASSWORD).content.decode()
    assert chosen(client, link).status_code == 302
    assert client.post(reverse("admin:login"), {**data, "password": NEW}).status_code == 302
