"""Passkeys as the second factor: creation, use, removal and refusals."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential

from news.models import Event
from pactdir.accounts.passkeys import MAKING, MAX_PASSKEYS, USING
from pactdir.models import Brake, Message
from tests import make
from tests.admin.filling import address
from tests.pactdir.accounts.authenticator import Authenticator
from tests.pactdir.accounts.test_second_factor import (
    INDEX,
    PASSWORD,
    STEP,
    LostForm,
    enrol,
    is_in,
    log_in,
)

pytestmark = pytest.mark.django_db

ORIGIN = "http://testserver"
ACCOUNT, NEW, REMOVE = "/admin/mijn-account/", f"{STEP}passkey/", f"{STEP}verwijderen/"
REFUSED = "Het is niet gelukt met de passkey."


@pytest.fixture(autouse=True)
def _passkeys_work_here(settings):
    settings.OTP_WEBAUTHN_ALLOWED_ORIGINS = [ORIGIN]
    settings.OTP_WEBAUTHN_RP_ID = "testserver"


@pytest.fixture
def user():
    return make.a_national_editor(username="landelijk", email="l@a.example", password=PASSWORD)


def add(client, key, name="telefoon"):
    return client.post(NEW, {"name": name, "passkey": key.make(client.get(NEW))})


@pytest.fixture
def key(user):
    """The user's only second factor."""
    key = Authenticator(ORIGIN)
    add(log_in(user), key)
    return key


def text(response):
    return response.content.decode()


def test_the_first_passkey_gives_recovery_codes_ends_other_sessions_and_is_mailed(user):
    client, other, key = log_in(user), log_in(user), Authenticator(ORIGIN)
    before = client.session.session_key

    page = add(client, key)

    assert len(re.findall(r"<code>[a-z2-7-]{29}</code>", text(page))) == 10
    assert "no-store" in page["Cache-Control"]
    assert is_in(client)
    assert client.session.session_key != before
    assert not is_in(other)
    message = Message.objects.get()
    assert (message.recipient, message.subject) == (user.email, "Uw tweede stap is gewijzigd")
    assert "Er is een passkey toegevoegd." in message.text
    account = BeautifulSoup(client.get(ACCOUNT).content, "lxml").select_one("ul")
    assert "Passkey: telefoon" in account.text
    assert "nog niet gebruikt" in account.text


def test_a_second_passkey_keeps_the_first_and_the_codes(user, key):
    client = log_in(user)
    client.post(STEP, {"passkey": key.use(client.get(STEP))})
    before = set(StaticToken.objects.values_list("token", flat=True))

    assert add(client, Authenticator(ORIGIN), "laptop")["Location"] == ACCOUNT

    assert set(StaticToken.objects.values_list("token", flat=True)) == before
    assert list(WebAuthnCredential.objects.values_list("name", flat=True)) == ["telefoon", "laptop"]
    again = add(client, key)
    assert REFUSED in text(again)
    WebAuthnCredential.objects.bulk_create(
        WebAuthnCredential(user=user, name="x", credential_id_sha256=str(number))
        for number in range(MAX_PASSKEYS - 2)
    )
    assert "U hebt al 10 passkeys." in text(add(client, Authenticator(ORIGIN)))


def test_a_challenge_creates_one_passkey(user):
    client, key = log_in(user), Authenticator(ORIGIN)
    answer = key.make(client.get(NEW))
    client.post(NEW, {"name": "telefoon", "passkey": answer})
    assert MAKING not in client.session
    WebAuthnCredential.objects.all().delete()  # so that only the challenge can cause the refusal

    for _ in range(2):  # without a challenge, then with a new one
        assert REFUSED in text(client.post(NEW, {"name": "telefoon", "passkey": answer}))
    assert not WebAuthnCredential.objects.exists()


def test_a_passkey_is_required_after_the_password_and_redirects_to_the_requested_page(user, key):
    client = log_in(user)
    asked = client.get(address(Event, "changelist"))["Location"]
    before = client.session.session_key

    answer = client.post(
        asked, {"passkey": key.use(client.get(asked)), "next": address(Event, "changelist")}
    )

    assert answer["Location"] == address(Event, "changelist")
    assert is_in(client)
    assert client.session.session_key != before
    assert WebAuthnCredential.objects.get().last_used_at


def test_a_passkey_alone_logs_nobody_in(user, key):
    halfway, stranger = log_in(user), Client()
    answer = key.use(halfway.get(STEP))

    for where in (STEP, "/admin/login/", INDEX):
        stranger.post(where, {"passkey": answer})
        assert not is_in(stranger)


def test_a_challenge_is_used_once(user, key):
    client = log_in(user)
    answer = key.use(client.get(STEP))
    assert client.post(STEP, {"passkey": answer}).status_code == 302
    assert USING not in client.session

    again = log_in(user)
    for _ in range(2):  # without a challenge, then with a new one
        assert REFUSED in text(again.post(STEP, {"passkey": answer}))
    assert not is_in(again)
    failed = key.use(again.get(STEP))
    again.post(STEP, {"passkey": "{}"})
    assert REFUSED in text(again.post(STEP, {"passkey": failed}))
    assert not is_in(again)


def other_key(user):
    other = make.a_national_editor(username="ander", password=PASSWORD)
    key = Authenticator(ORIGIN)
    add(log_in(other), key)
    return key


def unknown_key(user):
    return Authenticator(ORIGIN)


def key_with_the_same_name(user):
    key = Authenticator(ORIGIN)
    key.key_id = bytes(WebAuthnCredential.objects.get().credential_id)
    return key


@pytest.mark.parametrize("other", [other_key, unknown_key, key_with_the_same_name])
def test_another_key_is_refused(user, key, other):
    wrong, client = other(user), log_in(user)

    assert REFUSED in text(client.post(STEP, {"passkey": wrong.use(client.get(STEP))}))
    assert not is_in(client)


def test_a_response_for_another_site_is_refused(user, key):
    client = log_in(user)
    elsewhere = "http://kwaad.example"

    key.origin = elsewhere
    assert REFUSED in text(client.post(STEP, {"passkey": key.use(client.get(STEP))}))
    assert not is_in(client)
    key.origin = ORIGIN
    client.post(STEP, {"passkey": key.use(client.get(STEP))})
    assert REFUSED in text(add(client, Authenticator(elsewhere)))
    assert WebAuthnCredential.objects.count() == 1


HOSTILE = [
    *("onzin", "{}", "[]", "null", "1", '"x"', "[" * 9000, "\0", "x" * 30_000),
    '{"id": 1, "rawId": [], "type": "public-key", "response": {}}',
    '{"id": "é", "rawId": "é", "type": "public-key", "response": {"clientDataJSON": "é"}}',
]


@pytest.mark.parametrize("answer", HOSTILE)
def test_a_hostile_response_is_refused_with_a_message(user, key, answer):
    client = log_in(user)
    client.get(STEP)
    page = client.post(STEP, {"passkey": answer})
    assert page.status_code == 200
    assert "errornote" in text(page)
    assert not is_in(client)

    client.post(STEP, {"passkey": key.use(page)})
    client.get(NEW)
    page = client.post(NEW, {"name": "x", "passkey": answer})
    assert page.status_code == 200
    assert "errornote" in text(page)


def damaged(answer):
    """The response, damaged in a different part each time."""
    whole = json.loads(answer)
    for name, value in whole["response"].items():
        for instead in (None, "AA", value[:-8], [value]):
            yield json.dumps({**whole, "response": {**whole["response"], name: instead}})
    for name in whole:
        for instead in (None, 7, []):
            yield json.dumps({**whole, name: instead})


def test_a_damaged_response_is_refused_with_a_message(user, key):
    client, fresh = log_in(user), Authenticator(ORIGIN)
    for number, _ in enumerate(damaged(key.use(client.get(STEP)))):
        Brake.objects.all().delete()
        answer = list(damaged(key.use(client.get(STEP))))[number]
        assert client.post(STEP, {"passkey": answer}).status_code == 200, answer
    assert not is_in(client)

    client.post(STEP, {"passkey": key.use(client.get(STEP))})
    for number, _ in enumerate(damaged(fresh.make(client.get(NEW)))):
        answer = list(damaged(fresh.make(client.get(NEW))))[number]
        assert client.post(NEW, {"name": "x", "passkey": answer}).status_code == 200, answer
    assert WebAuthnCredential.objects.count() == 1


def test_failures_delay_the_next_attempt_as_on_login(user, key):
    client = log_in(user)
    for _ in range(12):
        page = client.post(STEP, {"passkey": Authenticator(ORIGIN).use(client.get(STEP))})

    assert "Er is te vaak iets verkeerds ingevuld." in text(page)
    assert "Er is te vaak" in text(client.post(STEP, {"passkey": key.use(client.get(STEP))}))
    assert not is_in(client)


def test_without_javascript_the_page_says_so(user, key):
    client = log_in(user)
    assert "Zet JavaScript aan" in text(client.post(STEP, {"passkey": ""}))
    client.post(STEP, {"passkey": key.use(client.get(STEP))})
    assert "Zet JavaScript aan" in text(client.post(NEW, {"name": "x", "passkey": ""}))


def test_on_another_host_the_page_links_to_where_passkeys_work(user, key, settings):
    client = log_in(user)
    settings.OTP_WEBAUTHN_ALLOWED_ORIGINS = ["http://localhost:8000"]

    page = BeautifulSoup(client.get(STEP).content, "lxml")

    assert page.select_one(f"a[href='http://localhost:8000{STEP}']")
    assert not page.select("form[data-passkey]")


def test_passkeys_can_be_removed_but_the_last_only_if_none_is_required(user, key, settings):
    settings.SECOND_FACTOR = "national"
    client = log_in(user)
    client.post(STEP, {"passkey": key.use(client.get(STEP))})
    other = Client()
    other.cookies.update(client.cookies)
    enrol(client, user)
    assert not is_in(other)
    buttons = BeautifulSoup(client.get(ACCOUNT).content, "lxml").select("[name=middel]")
    app, passkey = (button["value"] for button in buttons)

    assert client.post(REMOVE, {"middel": "0"})["Location"] == ACCOUNT
    assert client.post(REMOVE, {"middel": app})["Location"] == ACCOUNT
    assert not TOTPDevice.objects.exists()
    refused = client.post(REMOVE, {"middel": passkey}, follow=True)
    assert "Voor u is de tweede stap verplicht." in text(refused)
    assert WebAuthnCredential.objects.exists()

    settings.SECOND_FACTOR = "nobody"
    page = client.post(REMOVE, {"middel": passkey}, follow=True)
    assert "De tweede stap staat uit" in text(page)
    assert not StaticToken.objects.exists()
    assert is_in(log_in(user))
    texts = [message.text for message in Message.objects.order_by("pk")]
    assert "Uw tweede stap staat nu uit." in texts[-1]
    assert [word in text for text, word in zip(texts[-2:], ["app", "passkey"], strict=True)]


def test_no_user_can_remove_the_passkey_of_another(user, key):
    other = log_in(make.a_national_editor(username="ander", password=PASSWORD))

    other.post(REMOVE, {"middel": WebAuthnCredential.objects.get().pk})

    assert WebAuthnCredential.objects.exists()


def test_a_form_sent_after_the_session_expired_is_shown_again_after_the_passkey(user, key):
    client = log_in(user)
    client.post(STEP, {"passkey": key.use(client.get(STEP))})
    form = LostForm(client)

    form.send(username=user.username, password=PASSWORD)
    assert REFUSED in form.send(passkey="{}")

    assert "Open avond" in form.send(passkey=key.use(form.response))
    assert not form.is_stored()
