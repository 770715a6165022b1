"""The start and end of sessions, and the page where users end their own."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pactdir.accounts.browsers import browser_in_words
from pactdir.accounts.sessions import ABSOLUTE, IDLE, SessionStore
from pactdir.models import AccountSession
from regions.writing.changing import changing
from tests import make

pytestmark = pytest.mark.django_db

PASSWORD = "een lang wachtwoord"
INDEX, ACCOUNT = "/admin/", "/admin/mijn-account/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1"
EDGE = "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0"


@pytest.fixture
def user():
    return make.an_assignment(user=make.a_user(username="noor", password=PASSWORD)).user


def logged_in(user, browser=FIREFOX):
    client = Client(headers={"user-agent": browser})
    data = {"username": user.username, "password": PASSWORD}
    assert client.post(reverse("admin:login"), data).status_code == 302
    return client


def is_logged_in(client):
    return client.get(INDEX).status_code == 200


def row_of(client):
    return AccountSession.objects.get(pk=client.session.session_key)


def move(client, **before_now):
    """Move the start and last use of the session this far into the past."""
    now, row = timezone.now(), row_of(client)
    for name, ago in before_now.items():
        setattr(row, name, now - ago)
    row.expire_date = min(row.started_at + ABSOLUTE, row.seen_at + IDLE)
    row.save()


def test_logging_in_rotates_the_session_key(user, client):
    planted = SessionStore()
    planted.create()
    client.cookies[settings.SESSION_COOKIE_NAME] = planted.session_key

    client.post(reverse("admin:login"), {"username": "noor", "password": PASSWORD})

    assert is_logged_in(client)
    assert AccountSession.objects.get().pk == client.session.session_key != planted.session_key


def test_the_key_of_a_logged_out_session_no_longer_logs_in(user):
    client, thief = logged_in(user), Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = client.session.session_key
    assert is_logged_in(thief)

    client.post(reverse("admin:logout"))

    assert not is_logged_in(thief)


def test_a_session_stores_its_user_and_browser_but_no_ip_address(user):
    client = logged_in(user)
    row = row_of(client)

    assert (row.user, row.browser) == (user, "Firefox op Linux")
    assert row.expire_date - row.seen_at == IDLE
    assert "127.0.0.1" not in str(dict(client.session))
    assert row.pk not in str(row)


def test_use_extends_a_session_at_most_once_a_minute(user):
    client = logged_in(user)
    move(client, seen_at=timedelta(minutes=110))

    assert is_logged_in(client)

    noted = row_of(client)
    assert timezone.now() - noted.seen_at < timedelta(minutes=1)
    assert noted.expire_date - noted.seen_at == IDLE
    is_logged_in(client)
    assert row_of(client).seen_at == noted.seen_at


def test_typing_extends_a_session(user):
    client = logged_in(user)
    move(client, seen_at=timedelta(minutes=110))

    assert client.post("/admin/mijn-account/bezig/").status_code == 204

    assert timezone.now() - row_of(client).seen_at < timedelta(minutes=1)


def test_expires_after_two_hours_without_use(user):
    client = logged_in(user)
    move(client, seen_at=timedelta(hours=2, seconds=1))

    assert not is_logged_in(client)


def test_expires_fourteen_days_after_login_despite_use(user):
    client = logged_in(user)
    move(client, started_at=ABSOLUTE - timedelta(minutes=5), seen_at=timedelta(minutes=2))

    assert is_logged_in(client)
    row = row_of(client)
    assert row.expire_date == row.started_at + ABSOLUTE

    move(client, started_at=ABSOLUTE + timedelta(seconds=1))
    assert not is_logged_in(client)


def test_expired_sessions_are_deleted_at_the_next_login(user):
    client = logged_in(user)
    key = client.session.session_key
    move(client, seen_at=timedelta(hours=3))

    logged_in(user)

    assert not AccountSession.objects.filter(pk=key).exists()


def change_own_password(user, client):
    new = "fiets regen tulp kade"
    form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post("/admin/password_change/", form).status_code == 302


def disable(user, client):
    user.is_active = False
    user.save()


def delete(user, client):
    with changing():
        user.delete()


def withdraw(user, client):
    user.assignments.all().delete()


def demote(user, client):
    User.objects.filter(pk=user.pk).update(is_superuser=True)
    user.is_superuser = False
    user.save(update_fields=["is_superuser"])


@pytest.mark.parametrize("end", [change_own_password, disable, delete, withdraw, demote])
def test_other_sessions_end_with_a_new_password_or_lost_access(user, end):
    here, elsewhere = logged_in(user), logged_in(user)
    stranger = logged_in(make.a_national_editor(password=PASSWORD))

    end(user, here)

    assert not AccountSession.objects.filter(pk=elsewhere.session.session_key).exists()
    assert not is_logged_in(elsewhere)
    assert is_logged_in(here) is (end is change_own_password)
    assert is_logged_in(stranger)


def test_no_session_ends_if_one_of_two_roles_or_a_name_changes(user):
    client = logged_in(user)
    make.an_assignment(user=user).delete()
    user.first_name = "Noor"
    user.save()

    assert is_logged_in(client)


def buttons(client):
    soup = BeautifulSoup(client.get(ACCOUNT).content, "lxml")
    return {
        button.get_text(" ", strip=True).split(",")[0]: button["value"]
        for button in soup.select("button[name=sessie]")
    }


def end_session(client, reference):
    return client.post("/admin/mijn-account/meld-af/", {"sessie": reference})


def test_lists_own_sessions_with_this_one_first_and_without_keys(user):
    here, elsewhere = logged_in(user), logged_in(user, SAFARI)
    logged_in(make.a_national_editor(password=PASSWORD), EDGE)

    page = here.get(ACCOUNT).content.decode()

    assert list(buttons(here)) == [
        "Meld af : Firefox op Linux",
        "Meld af : Safari op een iPhone",
        "Meld alle andere af",
    ]
    assert page.index("Firefox op Linux") < page.index("(deze sessie)") < page.index("Safari")
    assert here.session.session_key not in page
    assert elsewhere.session.session_key not in page


def test_a_user_can_end_one_session_all_others_or_this_one(user):
    here, elsewhere, third = logged_in(user), logged_in(user, SAFARI), logged_in(user, EDGE)

    end_session(here, buttons(here)["Meld af : Safari op een iPhone"])
    assert not is_logged_in(elsewhere)
    assert is_logged_in(third)

    end_session(here, buttons(here)["Meld alle andere af"])
    assert not is_logged_in(third)
    assert is_logged_in(here)

    assert end_session(here, buttons(here)["Meld af : Firefox op Linux"]).status_code == 302
    assert not is_logged_in(here)


@pytest.mark.parametrize("reference", ["", "onzin", "\0", "x" * 5000])
def test_a_user_can_end_neither_a_session_of_another_user_nor_a_missing_one(user, reference):
    here, other = logged_in(user), logged_in(make.a_national_editor(password=PASSWORD))

    end_session(here, reference or buttons(other)["Meld af : Firefox op Linux"])

    assert is_logged_in(here)
    assert is_logged_in(other)


def test_an_anonymous_visitor_loads_no_session(client):
    response = client.get("/over/")

    assert "Cookie" not in response.get("Vary", "")
    assert SESSION_KEY not in client.session


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (FIREFOX, "Firefox op Linux"),
        (SAFARI, "Safari op een iPhone"),
        (EDGE, "Edge op Windows"),
        ("curl/8.0", "Onbekende browser"),
        ("x" * 5000, "Onbekende browser"),
    ],
)
def test_describes_browsers_by_name_and_system(user_agent, words):
    assert browser_in_words(user_agent) == words
