"""The second factor: setting it up, using it, and that no URL bypasses it."""

import random
import re
import time
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as site_settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from django.utils.regex_helper import normalize
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential

from news.models import Event
from pactdir.accounts.links import new_link, new_token
from pactdir.accounts.recent_proof import PROOF_LIFETIME, PROVED
from pactdir.accounts.second_factor import MAX_ENROLLING, is_required_for, new_recovery_codes
from pactdir.accounts.sessions import SessionStore
from pactdir.deploy.checks import check_second_factor
from pactdir.environment import read_environment
from pactdir.models import AccountSession, LinkKind, MailKind, Message
from regions.rights import Rights
from tests import make
from tests.admin.filling import address, opened
from tests.pactdir.test_environment import NO_FILE, environment  # noqa: F401

pytestmark = pytest.mark.django_db

PASSWORD = "een lang wachtwoord"
STEP, ENROL, INDEX = "/admin/tweede-stap/", "/admin/tweede-stap/instellen/", "/admin/"


@pytest.fixture
def user():
    return make.a_national_editor(username="landelijk", email="l@a.example", password=PASSWORD)


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR = "national"


def log_in(user, client=None):
    client = client or Client()
    data = {"username": user.username, "password": PASSWORD}
    assert client.post(reverse("admin:login"), data).status_code == 302
    return client


def token(user, steps=0):
    """An unused code from the app, whose half minute begins now or some time steps from now."""
    device = TOTPDevice.objects.filter(user=user).latest("pk")
    now = int(time.time())
    device.t0 = now - 30 * (device.last_t + 10)
    TOTPDevice.objects.filter(pk=device.pk).update(t0=device.t0)
    totp = TOTP(device.bin_key, t0=device.t0)
    totp.time = now + 30 * steps
    return f"{totp.token():06d}"


def enrol(client, user):
    """Returns the recovery codes."""
    client.post(ENROL, {"begin": "1"})
    page = client.post(ENROL, {"code": token(user)})
    return re.findall(r"<code>([a-z2-7-]{29})</code>", page.content.decode())


@pytest.fixture
def codes(user):
    return enrol(log_in(user), user)


@pytest.fixture
def halfway(user, codes):
    """Logged in with the right password, but not yet with the second factor."""
    return log_in(user)


def is_in(client):
    return client.get(INDEX).status_code == 200


def test_a_user_who_needs_no_second_factor_logs_in_with_a_password(user):
    client = log_in(user)

    assert is_in(client)
    assert "De tweede stap staat uit" in client.get("/admin/mijn-account/").content.decode()


@pytest.mark.usefixtures("required")
def test_a_user_who_needs_a_second_factor_sets_it_up_before_anything_else(user):
    client = log_in(user)
    first = client.get(INDEX, follow=True)
    assert first.redirect_chain[-1][0] == ENROL
    assert "Voor u is de tweede stap verplicht." in first.content.decode()

    soup = BeautifulSoup(client.post(ENROL, {"begin": "1"}).content, "lxml")
    device = TOTPDevice.objects.get()
    assert soup.select_one("[role=img] svg path")
    assert not soup.select("svg [style], svg[style], script:not([src])")
    assert soup.code.text.replace(" ", "") in device.config_url
    assert "code klopt niet" in client.post(ENROL, {"code": "onzin"}).content.decode()
    TOTPDevice.objects.update(throttling_failure_count=0)
    assert not is_in(client)

    page = client.post(ENROL, {"code": token(user)})

    assert len(re.findall(r"<code>[a-z2-7-]{29}</code>", page.content.decode())) == 10
    assert "no-store" in page["Cache-Control"]
    assert is_in(client)
    assert "De tweede stap staat aan" in client.get("/admin/mijn-account/").content.decode()


def test_the_index_page_offers_it_to_a_leader_until_it_is_set_up(settings):
    leader = make.an_assignment(role="leader", user=make.a_user(password=PASSWORD)).user
    client, offer = log_in(leader), f'<a href="{ENROL}">Zet een tweede stap aan</a>'
    assert offer not in client.get(INDEX).content.decode()
    settings.SECOND_FACTOR = "national"
    assert offer in client.get(INDEX).content.decode()

    enrol(client, leader)

    assert offer not in client.get(INDEX).content.decode()


def test_a_secret_is_shown_once_and_an_abandoned_setup_ends(user):
    other, client = log_in(user), log_in(user)

    def begun():
        page = client.post(ENROL, {"begin": "1"})
        return BeautifulSoup(page.content, "lxml").code.text, {"code": token(user)}

    (first, _), (second, code) = begun(), begun()
    assert first != second
    assert TOTPDevice.objects.count() == 1
    assert not BeautifulSoup(client.get(ENROL).content, "lxml").code
    assert other.post(ENROL, code)["Location"] == ENROL  # started in another session
    TOTPDevice.objects.update(created_at=timezone.now() - MAX_ENROLLING)
    assert client.post(ENROL, code)["Location"] == ENROL
    assert not TOTPDevice.objects.filter(confirmed=True).exists()
    log_in(user)
    assert not TOTPDevice.objects.exists()


def test_a_setup_code_is_accepted_after_the_time_it_takes_to_install_an_app(user):
    client = log_in(user)
    client.post(ENROL, {"begin": "1"})
    let_time_pass(client)

    assert client.post(ENROL, {"code": token(user)}).status_code == 200

    assert TOTPDevice.objects.get().confirmed


def test_setting_it_up_ends_other_sessions_and_rotates_the_session_key(user):
    client, other = log_in(user), log_in(user)
    before = client.session.session_key

    enrol(client, user)

    assert is_in(client)
    assert not is_in(other)
    assert client.session.session_key != before


def test_asks_for_the_code_and_redirects_to_the_requested_page(user, halfway):
    before = halfway.session.session_key
    asked = halfway.get(address(Event, "changelist"))
    assert asked.status_code == 302

    answer = halfway.post(asked["Location"], {"code": token(user), "next": "//kwaad.example/"})
    assert answer["Location"] == INDEX
    assert is_in(halfway)
    assert halfway.session.session_key != before
    again = log_in(user)
    asked = again.get(address(Event, "changelist"))["Location"]
    assert again.post(asked, {"code": token(user)})["Location"] == address(Event, "changelist")


def test_a_code_works_once_and_failures_delay_the_next_attempt(user, halfway):
    code = token(user)
    assert halfway.post(STEP, {"code": code}).status_code == 302

    again = log_in(user)
    used = again.post(STEP, {"code": code})
    assert "Deze code klopt niet, is verlopen of is al gebruikt." in used.content.decode()
    TOTPDevice.objects.update(throttling_failure_count=8)
    waiting = again.post(STEP, {"code": token(user)})
    assert re.search(r"Over \d minuten kunt u het opnieuw", waiting.content.decode())
    assert not is_in(again)


def test_a_recovery_code_works_once_and_is_stored_as_a_hash(user, codes, halfway):
    stored = set(StaticToken.objects.values_list("token", flat=True))
    assert len(stored) == len(codes) == 10
    assert 5 * len(codes[0].replace("-", "")) >= 112  # bits of entropy
    assert not stored & {code.replace("-", "") for code in codes}
    assert not any(token in code for code in codes for token in stored)

    assert halfway.post(STEP, {"code": codes[0].upper()}).status_code == 302
    assert is_in(halfway)

    again = log_in(user)
    assert again.post(STEP, {"code": codes[0]}).status_code == 200
    assert not is_in(again)


@pytest.mark.parametrize("steps", [-2, -1, 1, 2])
def test_an_app_code_is_valid_only_in_its_own_half_minute(user, halfway, steps):
    assert TOTPDevice.objects.get().step == 30
    # As stored when a code of the half minute before was still accepted.
    TOTPDevice.objects.update(drift=-1, tolerance=1)

    refused = halfway.post(STEP, {"code": token(user, steps)})

    assert "typ die binnen een halve minuut over" in refused.content.decode()
    assert not is_in(halfway)
    TOTPDevice.objects.update(throttling_failure_count=0)
    halfway.post(STEP, {"code": token(user)})
    assert is_in(halfway)


def test_an_app_is_set_up_with_a_code_of_this_half_minute(user):
    client = log_in(user)
    client.post(ENROL, {"begin": "1"})

    early = client.post(ENROL, {"code": token(user, 1)}).content.decode()

    assert "Zet de tijd van uw telefoon op automatisch." in early
    assert not TOTPDevice.objects.get().confirmed


def new_session_key():
    session = SessionStore()
    session.create()
    return session.session_key


@pytest.mark.parametrize(
    "make_secret",
    [
        lambda user: new_session_key(),
        lambda user: new_token(),
        lambda user: new_recovery_codes(user)[0],
        lambda user: TOTPDevice(user=user).key,
    ],
    ids=["session", "link", "recovery code", "app"],
)
def test_a_secret_cannot_be_derived_from_a_random_seed(user, make_secret):
    secrets = set()
    for _ in range(2):
        random.seed(1)
        secrets.add(make_secret(user))

    assert len(secrets) == 2
    assert min(len(secret.replace("-", "")) for secret in secrets) >= 16


@pytest.mark.parametrize("code", ["", "000000", "\0", "x" * 5000, "²²²²²²", "9" * 40, "-1"])
def test_a_malformed_code_is_refused_with_a_message(halfway, code):
    answer = halfway.post(STEP, {"code": code})

    assert answer.status_code == 200
    assert "errornote" in answer.content.decode()
    assert not is_in(halfway)


def admin_addresses():
    root = next(
        entry
        for entry in get_resolver().url_patterns
        if isinstance(entry, URLResolver) and entry.namespace == "admin"
    )

    def flat(resolver, before):
        for entry in resolver.url_patterns:
            regex = entry.pattern.regex.pattern.removeprefix("^")
            here = before + regex.removesuffix("\\Z").removesuffix("$")
            if isinstance(entry, URLPattern):
                text, blanks = normalize(here)[0]
                yield "/admin/" + text % dict.fromkeys(blanks, "1")
            else:
                yield from flat(entry, here)

    return sorted(set(flat(root, "")))


# These open without a login, or are part of the second step.
OPEN = {
    "/admin/login/",
    "/admin/wachtwoord-vergeten/",
    "/admin/wachtwoord-vergeten/verstuurd/",
    "/admin/wachtwoord-kiezen/1/",
    "/admin/uitnodiging/1/",
    STEP,
}


@pytest.fixture
def halfway_with(user, request):
    """Logged in with the right password, by a user with only this second factor."""
    if request.param == "passkey":
        WebAuthnCredential.objects.create(user=user, name="laptop")
    else:
        enrol(log_in(user), user)
    return log_in(user)


@pytest.mark.parametrize(
    ("halfway_with", "method"),
    [
        *(("app", method) for method in ("get", "post", "put", "head")),
        *(("passkey", method) for method in ("get", "post")),
    ],
    indirect=["halfway_with"],
)
def test_no_admin_url_is_accessible_while_the_second_step_is_pending(halfway_with, method):
    halfway, addresses, opened_halfway = halfway_with, admin_addresses(), []
    assert len(addresses) > 200
    for where in addresses:
        if where in OPEN or (where == "/admin/logout/" and method == "post"):
            continue
        response = getattr(halfway, method)(where)
        is_refused = response.status_code == 405 and where.startswith(STEP)
        goes_to_step = response.status_code == 302 and response["Location"].startswith(STEP)
        if not (is_refused or goes_to_step):
            opened_halfway.append((where, response.status_code))

    assert opened_halfway == []


def test_logging_out_is_possible_while_the_second_step_is_pending(halfway):
    assert halfway.post("/admin/logout/")["Location"] == reverse("admin:login")
    assert "_auth_user_id" not in halfway.session


def test_a_password_reset_logs_nobody_in_and_leaves_the_second_factor(user, codes):
    link, _ = new_link(user, LinkKind.RESET)
    client = Client()
    chosen = dict.fromkeys(("new_password1", "new_password2"), "ladder-citroen-88-zolder")

    answer = client.post(f"/admin/wachtwoord-kiezen/{link}/", chosen)

    assert answer["Location"] == reverse("admin:login")
    assert "_auth_user_id" not in client.session
    data = {"username": user.username, "password": chosen["new_password1"]}
    assert client.post(reverse("admin:login"), data).status_code == 302
    assert client.get(INDEX)["Location"].startswith(STEP)


def test_every_page_after_the_password_has_a_logout_button(user, halfway):
    asked = halfway.get(STEP)
    client = log_in(user)
    client.post(STEP, {"code": token(user)})
    event = make.an_event()
    pages = [INDEX, "/admin/mijn-account/", "/admin/password_change/", CONFIRM, ENROL]
    pages += [f"{STEP}passkey/", address(Event, "changelist"), address(Event, "change", event.pk)]
    answers = [asked, *map(client.get, pages), client.post(f"{STEP}herstelcodes/")]

    assert [answer.status_code for answer in answers] == [200] * len(answers)
    without = [
        answer.request["PATH_INFO"]
        for answer in answers
        if not BeautifulSoup(answer.content, "lxml").select("form[action='/admin/logout/'] button")
    ]
    assert without == []


def test_another_login_in_the_same_browser_asks_for_a_code_again(user, halfway):
    halfway.post(STEP, {"code": token(user)})
    assert is_in(halfway)

    log_in(user, halfway)

    assert not is_in(halfway)


class LostForm:
    """The form of an event, sent with another name after the session expired."""

    def __init__(self, client):
        self.client, self.event = client, make.an_event(name="Open dag")
        self.address = address(Event, "change", self.event.pk)
        form = opened(client, Event, self.event)
        form["name"] = "Open avond"
        AccountSession.objects.all().delete()
        self.response = client.post(self.address, dict(form))

    def send(self, **data):
        """Fill in the last page, which has kept the input."""
        page = BeautifulSoup(self.response.content, "lxml")
        kept = page.select_one("[name=unsaved_input]")["value"]
        self.response = self.client.post(self.address, {"unsaved_input": kept, **data})
        return self.response.content.decode()

    def is_stored(self):
        self.event.refresh_from_db()
        return self.event.name != "Open dag"


def test_a_form_sent_after_the_session_expired_asks_for_the_code_and_is_shown_again(user, codes):
    client = log_in(user)
    client.post(STEP, {"code": codes[0]})
    form = LostForm(client)

    halfway = form.send(username=user.username, password=PASSWORD)
    assert "typ de code van zes cijfers over" in halfway
    assert "Deze code klopt niet" in form.send(code="onzin")
    # A failure delays the next attempt.
    assert "Over 1 seconde" in form.send(code=codes[1])
    StaticToken.objects.first().device.throttle_reset()

    assert "Open avond" in form.send(code=codes[1])
    assert not form.is_stored()


def test_a_reset_by_a_national_editor_is_logged_and_mailed_and_ends_sessions(user, halfway):
    other = log_in(make.a_national_editor(username="ander", password=PASSWORD))
    WebAuthnCredential.objects.create(user=user, name="laptop")
    chosen = {"action": "reset_second_factor", "_selected_action": [user.pk]}

    for _ in range(2):  # the second time there is nothing to reset, so nothing to mail
        assert other.post(address(User, "changelist"), chosen).status_code == 302

    assert not TOTPDevice.objects.filter(user=user).exists()
    assert not WebAuthnCredential.objects.exists()
    assert not StaticToken.objects.exists()
    assert not AccountSession.objects.filter(user=user).exists()
    message = Message.objects.get(kind=MailKind.STEP_WIPED)
    assert (message.recipient, message.subject) == (user.email, "Uw tweede stap is gewist")
    assert f"{site_settings.SITE_ADDRESS}{ENROL}\n" in message.text
    entry = LogEntry.objects.latest("pk")
    assert (entry.object_id, entry.change_message) == (str(user.pk), "Tweede stap gewist.")
    assert is_in(log_in(user))


def test_a_command_resets_it_if_nobody_else_can(user, codes, capsys):
    call_command("reset_second_factor", "landelijk")

    assert not TOTPDevice.objects.exists()
    assert "landelijk" in capsys.readouterr().out


def test_new_recovery_codes_replace_the_old_ones_and_require_the_second_factor(
    user, codes, halfway
):
    new = "/admin/tweede-stap/herstelcodes/"
    assert halfway.post(new)["Location"] == STEP
    halfway.post(STEP, {"code": codes[0]})

    assert halfway.post(new).status_code == 200

    again = log_in(user)
    assert again.post(STEP, {"code": codes[1]}).status_code == 200
    assert not is_in(again)


def let_time_pass(client):
    session = client.session
    session[PROVED] = (timezone.now() - PROOF_LIFETIME).isoformat()
    session.save()


CONFIRM = f"{STEP}wachtwoord/"


@pytest.mark.parametrize(
    ("method", "where", "data", "then"),
    [
        ("get", ENROL, {}, ENROL),
        ("post", ENROL, {"begin": "1"}, ENROL),
        ("get", f"{STEP}passkey/", {}, f"{STEP}passkey/"),
        ("post", f"{STEP}passkey/", {"name": "x", "passkey": "{}"}, f"{STEP}passkey/"),
        ("post", f"{STEP}verwijderen/", {"middel": "app"}, "/admin/mijn-account/"),
        ("post", f"{STEP}herstelcodes/", {}, "/admin/mijn-account/"),
        ("post", "/admin/mijn-account/meld-af/", {"sessie": "andere"}, "/admin/mijn-account/"),
    ],
)
def test_a_change_requires_a_full_login_if_the_last_one_is_long_ago(
    user, method, where, data, then
):
    client = log_in(user)
    codes = enrol(client, user)
    let_time_pass(client)

    asked = getattr(client, method)(where, data)["Location"]

    assert asked == f"{CONFIRM}?{urlencode({'next': then})}"
    assert TOTPDevice.objects.get().confirmed
    assert StaticToken.objects.count() == len(codes)
    wrong = client.post(asked, {"password": "onzin"})
    assert "Dit wachtwoord klopt niet." in wrong.content.decode()
    assert getattr(client, method)(where, data)["Location"] == asked
    before = client.session.session_key
    step = client.post(asked, {"password": PASSWORD})["Location"]
    assert step == f"{STEP}?{urlencode({'next': then})}"
    assert not AccountSession.objects.filter(pk=before).exists()
    assert getattr(client, method)(where, data)["Location"].startswith(STEP)
    assert client.post(STEP, {"code": codes[0], "next": then})["Location"] == then
    assert getattr(client, method)(where, data).get("Location", "").startswith(STEP) is False


def test_without_a_second_factor_a_change_requires_the_password(user):
    client = log_in(user)
    let_time_pass(client)
    asked = client.get(ENROL)["Location"]

    assert client.post(asked, {"password": PASSWORD})["Location"] == ENROL
    assert client.get(ENROL).status_code == 200


def test_a_second_factor_proves_the_user_but_a_new_one_does_not(user, halfway):
    let_time_pass(halfway)
    halfway.post(STEP, {"code": token(user)})
    assert halfway.get(ENROL).status_code == 200

    before = halfway.session[PROVED]
    assert enrol(halfway, user)
    assert halfway.session[PROVED] == before


@pytest.mark.parametrize(
    ("where", "field"), [(CONFIRM, "password"), ("/admin/password_change/", "old_password")]
)
def test_guessing_the_password_in_an_open_session_is_delayed_as_on_login(user, where, field):
    client, names = log_in(user), ("new_password1", "new_password2")
    new = dict.fromkeys(names, "vijver trompet zaterdag")
    for number in range(12):
        page = client.post(where, {field: f"onzin {number}", **new})

    assert "Er is te vaak iets verkeerds ingevuld." in page.content.decode()
    right = client.post(where, {field: PASSWORD, **new})
    assert "Er is te vaak iets verkeerds ingevuld." in right.content.decode()
    data = {"username": user.username, "password": PASSWORD}
    assert "Er is te vaak" in Client().post(reverse("admin:login"), data).content.decode()


@pytest.mark.parametrize(
    ("setting", "required"),
    [
        ("nobody", set()),
        ("national", {"national"}),
        ("leaders", {"national", "leader"}),
        ("everyone", {"national", "leader", "editor"}),
    ],
)
def test_a_setting_determines_who_needs_it(settings, setting, required):
    settings.SECOND_FACTOR = setting
    rights = {
        "national": Rights(is_national=True),
        "leader": Rights(leads=frozenset([1]), writes=frozenset([1])),
        "editor": Rights(writes=frozenset([1])),
        "stranger": Rights(),
    }

    assert {who for who in rights if is_required_for(rights[who])} == required


@pytest.mark.parametrize(
    ("setting", "ids"),
    [
        ("nobody", ["pactdir.W003"]),
        ("national", ["pactdir.I003"]),
        ("leaders", ["pactdir.I003"]),
        ("everyone", []),
    ],
)
def test_a_site_below_level_2_is_reported(settings, setting, ids):
    settings.SECOND_FACTOR = setting

    assert [message.id for message in check_second_factor(None)] == ids


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_url_opens_before_a_required_second_factor_is_set_up(settings, method):
    settings.SECOND_FACTOR = "everyone"
    editor = make.an_assignment(role="editor", user=make.a_user(password=PASSWORD)).user
    client, reached = log_in(editor), []
    for where in admin_addresses():
        if where in OPEN or where.startswith(STEP) or (where, method) == ("/admin/logout/", "post"):
            continue
        response = getattr(client, method)(where)
        if not (response.status_code == 302 and response["Location"].startswith(STEP)):
            reached.append((where, response.status_code))

    assert reached == []


def test_it_is_required_by_default_except_in_a_demo(environment):  # noqa: F811
    assert read_environment(NO_FILE)["SECOND_FACTOR"] == "national"
    environment["HTTPS"] = "off"
    assert read_environment(NO_FILE)["SECOND_FACTOR"] == "nobody"
    environment["SECOND_FACTOR"] = "iedereen"
    with pytest.raises(SystemExit, match="is geen nobody, national, leaders of everyone"):
        read_environment(NO_FILE)
    assert site_settings.SECOND_FACTOR == "nobody"
