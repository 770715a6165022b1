"""The session ends while a leader edits an event; and leaving a form with unsaved input."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model

from news.models import Event
from pactdir.models import AccountSession
from tests.admin.filling import address
from tests.browser.logged_in import log_in
from tests.browser.looks import EVERY_RULE
from tests.browser.test_access import find_violations
from tests.browser.ways import in_every_way

pytestmark = pytest.mark.usefixtures("demo")
LEADER, PASSWORD = "projectleider-west-friesland", "een lang wachtwoord"
RULES = {**EVERY_RULE, "values": [tag for tag in EVERY_RULE["values"] if "wcag" in tag]}
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def pet():
    return Event.objects.get(slug="pet-west-friesland-2021")


@pytest.fixture
def leader():
    user = get_user_model().objects.get(username=LEADER)
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def pet_form(new_page, pet, leader):
    def open_form(**options):
        page = new_page(**options)
        log_in(page, leader)
        page.goto(address(Event, "change", pet.pk))
        return page

    return open_form


def press(page, name):
    with page.expect_navigation():
        page.locator(f"[name={name}]:visible").first.click()


def log_in_again(page):
    page.get_by_label("Gebruikersnaam").fill(LEADER)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Aanmelden").click()


def words(page, part):
    return " ".join(page.locator(part).first.inner_text().split())


def write(page, text, script):
    if script:
        page.locator(".field-body [contenteditable]").click()
        page.keyboard.press("Control+End")
        page.keyboard.type(text)
    else:
        page.locator("#id_body").fill(f"<p>{text}</p>")


def read(page, script):
    if script:
        return words(page, ".field-body [contenteditable]")
    return page.locator("#id_body").input_value()


@in_every_way
def test_an_event_is_saved_though_the_session_ended(pet_form, new_page, pet, width, script):
    page = pet_form(width=width, java_script_enabled=script)
    uid, sequence = pet.uid, pet.sequence
    page.locator("#id_starts_on").fill("25-11-2021")
    page.locator("#id_ends_on").fill("26-11-2021")
    write(page, "Een week later.", script)
    AccountSession.objects.all().delete()

    press(page, "_save")
    assert "maar u bent het niet kwijt" in words(page, "#content")
    assert not page.evaluate(SIDEWAYS)
    log_in_again(page)

    assert page.url.endswith(address(Event, "change", pet.pk))
    assert "Wat u had ingevuld staat er nog: sla het nu op." in words(page, ".messagelist")
    assert page.locator("#id_starts_on").input_value() == "25-11-2021"
    assert "Een week later." in read(page, script)
    pet.refresh_from_db()
    assert pet.sequence == sequence

    with page.context.expect_page() as opened:
        page.locator("[name=_preview]:visible").first.click()
    opened.value.wait_for_load_state()
    assert "Verplaatst (was 18 en 19 november)" in words(opened.value, "main")
    press(page, "_save")
    assert "nu als verplaatst te zien" in words(page, ".messagelist")
    pet.refresh_from_db()
    assert (pet.uid, pet.sequence) == (uid, sequence + 1)
    assert "Een week later." in pet.body
    public = new_page()
    public.goto(pet.get_absolute_url())
    assert "Verplaatst (was 18 en 19 november)" in words(public, "main")


def test_the_login_page_is_accessible_and_stores_nothing_in_the_browser(pet_form):
    page = pet_form()
    page.locator("#id_summary").fill("Een geheim plan")
    page.context.clear_cookies()
    press(page, "_save")

    page.evaluate(Axe().axe_script)
    assert find_violations(page, RULES) == []
    stored = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert stored == "[{},{}]"
    assert "geheim" not in str(page.context.cookies())


@pytest.fixture
def dialogs():
    return []


def add_row(page):
    page.locator("#event_themes-group summary").first.click()
    page.locator("#event_themes-group .add-row a").click()


CHANGES = {
    "text": lambda page: page.locator("#id_venue").fill("Aula"),
    "editor": lambda page: write(page, "Meer", True),
    "choice": lambda page: page.locator("#id_status").select_option("geannuleerd"),
    "tick": lambda page: page.locator("[name=audience]").first.check(),
    "row": add_row,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_leaving_a_changed_form_asks_for_confirmation(pet_form, change):
    page = pet_form()
    change(page)

    with page.expect_event("dialog") as dialog:
        page.evaluate("setTimeout(() => document.querySelector('.site-header__name').click())")

    assert dialog.value.type == "beforeunload"
    dialog.value.dismiss()
    assert page.url.endswith("/change/")


def test_leaving_an_unchanged_form_opens_no_dialog(pet_form, dialogs):
    page = pet_form()
    page.on("dialog", lambda dialog: (dialogs.append(dialog.type), dialog.accept()))
    page.locator("#id_venue").click()

    with page.expect_navigation():
        page.locator(".site-header__name").click()

    assert dialogs == []


def test_leaving_a_form_that_came_back_unsaved_asks_for_confirmation(pet_form):
    page = pet_form()
    page.locator("#id_venue").fill("Aula")
    AccountSession.objects.all().delete()
    press(page, "_save")
    log_in_again(page)
    page.locator("#id_venue").click()

    with page.expect_event("dialog") as dialog:
        page.evaluate("setTimeout(() => document.querySelector('.site-header__name').click())")
    dialog.value.dismiss()


def test_saving_and_previewing_ask_nothing(pet_form, dialogs):
    page = pet_form()
    page.on("dialog", lambda dialog: (dialogs.append(dialog.type), dialog.accept()))
    page.locator("#id_venue").fill("Aula")
    with page.context.expect_page() as opened:
        page.locator("[name=_preview]:visible").first.click()
    opened.value.wait_for_load_state()
    assert dialogs == []

    press(page, "_continue")
    assert dialogs == []
