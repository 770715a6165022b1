"""Every screen of the admin is accessible and fits a phone.

Screens come from the resolver, with rows of `rows.py`: one of each kind of page, and of lists and
forms a share of all models that rotates with every commit. Screens that need a certain state, or a
form that was sent, are below. The test fails if a template of the admin is on no screen.
"""

import re
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from urllib.parse import urljoin
from zlib import crc32

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import OperationalError
from django.test import Client
from django.test.signals import template_rendered
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential

from news.models import Event
from pactdir.accounts.links import new_link, token_digest
from pactdir.accounts.log_in_limit import AT_ONCE, _slot
from pactdir.accounts.second_factor import VERIFIED
from pactdir.models import (
    AccountSession,
    AuditEvent,
    ErrorReport,
    Import,
    LinkKind,
    Message,
    SchoolMatch,
    Submission,
)
from regions.editing.history_pages import MIN_CHANGES_FOR_FILTER
from regions.models import Contact, Goal, PostcodeDoubt, Region
from tests import make
from tests.admin.filling import address
from tests.admin.rows import ALL_MAKERS, READ_ONLY_MAKERS, an_invitation
from tests.browser.looks import COLOUR_RULES, DARK, EVERY_RULE, FORCED, LIGHT
from tests.browser.test_admin_look import OPEN_ALL, SIDEWAYS, TAPPED, check_rules
from tests.browser.test_layout import TOO_LOW

SHARES = 16
OF_EVERY_MODEL = {"changelist", "add", "change"}
OWN_TEMPLATES = {
    AuditEvent,
    ErrorReport,
    Event,
    Import,
    PostcodeDoubt,
    SchoolMatch,
    Submission,
    User,
}  # in every share
PAGES_OF = {"undelete": Goal, "delete": Event}  # other pages are of Region
# Redirects, downloads, only POST, or pages whose content depends on a token.
WITHOUT_SCREEN = {
    *("end_session", "still_typing", "remove_factor", "recovery_codes", "logout", "autocomplete"),
    *("jsi18n", "view_on_site", "link", "csv", "take_over", "decide", "copy"),
    *("choose_password", "accept_invitation", "file"),
}
# Templates that another test checks.
ELSEWHERE = {
    "admin/imports/preview.html": "test_import_pages.py",
    "admin/locked_out.html": "test_admin_look.py",
}
LOOKS = [(360, LIGHT, EVERY_RULE), (1280, DARK, COLOUR_RULES), (1280, FORCED, COLOUR_RULES)]
PASSWORD = "een lang wachtwoord"
LONG = "een-heel-lange-naam-van-iemand@scholengemeenschap-in-west-friesland.example"
# Sticky buttons cover what is below them until the page is scrolled.
UNSTICK = """() => document.querySelectorAll(".submit-row, .submit-row > *, .submit-top")
    .forEach((element) => (element.style.position = "static"))"""
SEND = """([action, fields]) => {
    const form = document.createElement("form"), token = "csrfmiddlewaretoken";
    fields[token] = document.querySelector(`[name=${token}]`).value;
    for (const [name, value] of Object.entries(fields))
        form.append(Object.assign(document.createElement("input"), { name, value }));
    Object.assign(form, { method: "post", action, hidden: true });
    document.body.append(form);
    form.submit();
}"""


class Screens:
    """Opens screens in one page, as one user after another."""

    def __init__(self, page):
        self.page, self.faults = page, []

    def log_in(self, user=None, **session):
        self.page.context.clear_cookies()
        if user is None:
            return
        client = Client()
        client.force_login(user)
        stored = client.session
        stored.update(session)
        stored.save()
        name = settings.SESSION_COOKIE_NAME
        here = urljoin(self.page.url, "/")
        cookie = {"name": name, "value": client.cookies[name].value, "url": here}
        self.page.context.add_cookies([cookie])

    def open(self, where, status=200):
        self.page.set_viewport_size({"width": 360, "height": 800})
        answer = self.page.goto(where)
        assert answer.status == status, f"{where} answers {answer.status}"
        self.check(where)

    def send(self, where, form_at="", **fields):
        """Send these fields, from a page with a form."""
        self.page.set_viewport_size({"width": 360, "height": 800})
        self.page.goto(form_at or where)
        with self.page.expect_navigation():
            self.page.evaluate(SEND, [where, fields])
        self.check(f"{where} after {fields}")

    def check(self, name):
        self.page.evaluate(OPEN_ALL)
        self.page.evaluate(UNSTICK)
        if wider := self.page.evaluate(SIDEWAYS):
            self.faults.append(f"{name} is {wider} px too wide")
        low = self.page.evaluate(TOO_LOW, [TAPPED, 24])
        self.faults += [f"{name}: {fault[:200]}" for fault in low]
        check_rules(self.page, name, self.faults, LOOKS)


def admin_urls():
    """(kind of page, model or None, names of arguments, name)."""
    models = {f"{model._meta.app_label}_{model._meta.model_name}_": model for model in ALL_MAKERS}
    (root,) = (each for each in get_resolver().url_patterns if _is_admin(each))
    for entry in _flat(root):
        if entry.name:
            prefix = next((each for each in models if entry.name.startswith(each)), "")
            kind = entry.name.removeprefix(prefix)
            yield kind, models.get(prefix), entry


def _is_admin(entry):
    return isinstance(entry, URLResolver) and entry.namespace == admin.site.name


def _flat(resolver):
    for entry in resolver.url_patterns:
        yield from [entry] if isinstance(entry, URLPattern) else _flat(entry)


def addresses(rows, turn):
    of_kind = {}
    for kind, model, entry in admin_urls():
        if kind not in WITHOUT_SCREEN and (kind != "add" or model not in READ_ONLY_MAKERS):
            of_kind.setdefault(kind, {})[model] = entry
    for kind, entries in of_kind.items():
        models = list(entries)
        if kind in OF_EVERY_MODEL:
            models = [each for each in models if each in OWN_TEMPLATES or share_of(each) == turn]
        elif len(models) > 3:
            models = [PAGES_OF.get(kind, Region)]
        for model in models:
            yield reverse(
                f"admin:{entries[model].name}", kwargs=values(entries[model], rows, model)
            )


def share_of(model):
    return crc32(model.__name__.encode()) % SHARES


def values(entry, rows, model):
    row = rows.get(model)
    possible = {"object_id": lambda: row.pk, "app_label": lambda: "news"}
    possible["record_id"] = lambda: (
        (model.history.filter(history_type="-").first() or row.history.last()).history_id
    )
    names = entry.pattern.regex.groupindex
    return {name: possible[name]() for name in names}


@pytest.fixture
def rows(live_server):
    rows = {model: maker() for model, maker in ALL_MAKERS.items()}
    rows[Goal].delete()
    region = rows[Region]
    for number in range(MIN_CHANGES_FOR_FILTER):
        region.summary = f"Zin {number}."
        region.save()
    return rows


@pytest.fixture
def national(rows):
    return make.a_national_editor(username="landelijk", first_name="Noor")


@pytest.fixture
def screens(new_page, live_server):
    page = new_page(may_log=["404", "409", "503"])
    page.goto("/livez")
    return Screens(page)


@pytest.fixture
def rendered():
    """The templates of the admin on a screen."""
    names = set()

    def note(template, **kwargs):
        names.add(template.name)

    template_rendered.connect(note)
    yield names
    template_rendered.disconnect(note)


def test_every_screen_is_accessible_and_fits_a_phone(
    screens, rows, national, rendered, request, monkeypatch
):
    visit_without_log_in(screens, rows)
    visit_second_step(screens)
    screens.log_in(national)
    for where in addresses(rows, request.config.option.turn % SHARES):
        screens.open(where)
    chosen = {"action": "delete_selected", "_selected_action": rows[Event].pk}
    screens.send(address(Event, "changelist"), **chosen)
    visit_people(screens, rows, national)
    visit_after_trouble(screens, monkeypatch)

    assert not screens.faults, "\n".join(screens.faults)
    assert "\n".join(sorted(pages() - rendered - ELSEWHERE.keys())) == ""


def pages():
    """Templates that extend one, and that none extends."""
    folder = Path(settings.BASE_DIR) / "templates"
    extended = {
        path.relative_to(folder).as_posix(): re.findall(r'{% extends "([^"]+)"', path.read_text())
        for path in folder.glob("admin/**/*.html")
    }
    bases = {name for names in extended.values() for name in names}
    return {name for name, names in extended.items() if names} - bases


def visit_without_log_in(screens, rows):
    screens.log_in()
    region, inviter = rows[Region], make.a_national_editor(first_name="Lea")
    known = make.an_assignment(user=make.a_user(email="bekend@a.example", password=PASSWORD)).user
    make.a_user(email="uit@a.example", is_active=False)
    links = {}
    for email in (LONG, known.email, "uit@a.example"):
        values = {"region": region, "invited_by": inviter, "digest": token_digest(email)}
        an_invitation(email=email, is_due=False, **values)
        links[email] = reverse("admin:accept_invitation", args=[email])
    for name in ("login", "forgotten_password", "request_received"):
        screens.open(reverse(f"admin:{name}"))
    for link in links.values():
        screens.open(link)
    screens.send(links[LONG], new_password1="kort", new_password2="anders")
    screens.send(reverse("admin:login"), username="iemand", password="fout")
    screens.open(reverse("admin:accept_invitation", args=["verlopen"]), 404)
    token, _ = new_link(known, LinkKind.RESET)
    screens.open(reverse("admin:choose_password", args=[token]))
    screens.open(reverse("admin:choose_password", args=["verlopen"]), 404)
    screens.log_in(make.an_assignment().user)
    screens.open(links[known.email])  # of another account
    screens.log_in(known)
    screens.open(links[known.email])


def visit_second_step(screens):
    user = make.an_assignment().user
    screens.log_in(user)
    enrol, step = reverse("admin:enrol"), reverse("admin:second_step")
    screens.send(enrol, begin="1")
    screens.send(enrol, code="onzin")
    TOTPDevice.objects.create(user=user)
    WebAuthnCredential.objects.create(user=user, name="Laptop van mijn werk", credential_id=b"1")
    screens.log_in(user)
    screens.open(step)
    screens.send(step, code="onzin")
    screens.log_in(user, **{VERIFIED: True})
    account = reverse("admin:own_account")
    screens.open(account)
    screens.send(reverse("admin:recovery_codes"), form_at=account)
    user.set_password(PASSWORD)
    user.save()
    add = address(Event, "add")
    screens.log_in(user, **{VERIFIED: True})
    screens.page.goto(add)
    AccountSession.objects.all().delete()
    screens.page.fill("[name=name]", "Open dag")
    with screens.page.expect_navigation():
        screens.page.locator("[name=_save]").last.click()
    screens.check("log in again")
    screens.page.fill("[name=username]", user.username)
    screens.page.fill("[name=password]", PASSWORD)
    with screens.page.expect_navigation():
        screens.page.click("[type=submit]")
    screens.check("second step again")


def visit_people(screens, rows, national):
    contact = make.a_contact(region=rows[Region], person_name="Zwaantje Qwertman", email=LONG)
    for number in range(2):
        make.an_article(name=f"Bericht {number}", body=f"<p>Bel Zwaantje Qwertman, {LONG}.</p>")
    screens.open(address(Contact, "erase", contact.pk))
    screens.open(address(User, "erase", national.pk))
    region = make.a_region(name="Techniekpact West-Friesland en de Kop van Noord-Holland")
    colleague = make.an_assignment(region=region, user=make.a_user(username=LONG)).user
    key = region.pk
    region.delete()
    deleted = Region.history.filter(id=key, history_type="-").get()
    screens.send(address(Region, "undelete", deleted.history_id))
    an_invitation(region_id=key, email=LONG)
    an_invitation(region_id=key, expires_at=timezone.now() - timedelta(days=1))
    screens.send(address(Region, "team", key), what="invite", email="geen adres")
    assert screens.page.get_by_text("Rechten die niet terugkwamen").is_visible()
    screens.open(address(Region, "history", rows[Region].pk) + "?periode=30")
    AuditEvent.objects.create(kind="log_in", actor_name=LONG, about_name=colleague.username)
    screens.open(address(AuditEvent, "changelist"))
    Message.objects.create(kind="reset", recipient=LONG, subject=LONG, text="", last_error=LONG)
    screens.open(address(Message, "changelist"))


def visit_after_trouble(screens, monkeypatch):
    def break_down(*args, **kwargs):
        raise OperationalError

    add, log_in = address(Event, "add"), reverse("admin:login")
    with monkeypatch.context() as patch:
        patch.setattr(Event, "full_clean", break_down)
        screens.send(add, name="Open dag")
    screens.log_in()
    with monkeypatch.context() as patch:
        patch.setattr("pactdir.accounts.log_in_limit.count_attempt", break_down)
        screens.send(log_in, username="iemand", password="fout")
    with ExitStack() as busy:
        for _ in range(AT_ONCE):
            busy.enter_context(_slot())
        screens.send(log_in, username="iemand", password="fout")
