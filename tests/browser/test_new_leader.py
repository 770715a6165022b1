"""A new leader: what a national editor clicks, what is mailed, and what the leader does with it."""

import re

import pytest
from django.core import mail

from pactdir.mail.sending import send_due
from regions.models import Assignment
from tests import make
from tests.browser.logged_in import log_in
from tests.browser.ways import in_every_way

EMAIL = "projectleider@school.example"
PASSWORD = "vijver-trompet-14-kaas"


class Visit:
    """A user on a page; counts their clicks, and pages opened since the first one."""

    def __init__(self, page):
        self.page, self.clicks, self.pages = page, 0, 0

    def begin(self, where):
        self.page.goto(where)
        self.page.on("framenavigated", self._count)

    def _count(self, frame):
        self.pages += frame == self.page.main_frame

    def click(self, target):
        self.clicks += 1
        with self.page.expect_navigation():
            target.click()

    def press(self, name):
        self.click(self.page.get_by_role("button", name=name, exact=True).first)

    def choose(self, field, option):
        self.clicks += 1
        self.page.locator(f"#id_assignments-0-{field}").select_option(label=option)

    def fits(self):
        width = self.page.evaluate("document.documentElement.scrollWidth")
        return width <= self.page.viewport_size["width"]


@pytest.fixture
def visit(new_page, width, script):
    return lambda: Visit(new_page(width=width, java_script_enabled=script))


@in_every_way
def test_a_new_leader_takes_four_clicks_on_one_page_then_one_mail_and_three_steps(
    visit, settings, transactional_db
):
    settings.MAIL_AT_ONCE = False
    region = make.a_region(name="Westerland")

    editor = visit()
    log_in(editor.page, make.a_national_editor())
    editor.begin("/admin/")
    editor.click(editor.page.locator(".model-user .addlink"))
    assert editor.fits()
    editor.page.fill("#id_email", EMAIL)
    editor.choose("region", "Westerland")
    editor.choose("role", "Projectleider (publiceert)")
    editor.press("Opslaan")
    assert "De uitnodiging gaat per mail" in editor.page.inner_text(".messagelist")
    assert editor.clicks <= 4
    assert editor.pages == 2  # the form, and the list that confirms it

    send_due()
    (invitation,) = mail.outbox
    (link,) = re.findall(r"https?://[^/]+(/admin/\S+)", invitation.body)

    settings.SECOND_FACTOR = "national"  # as by default: leaders may set one up later
    leader = visit()
    leader.begin(link)
    assert leader.fits()
    for field in ("#id_new_password1", "#id_new_password2"):
        leader.page.fill(field, PASSWORD)
    leader.press("Wachtwoord opslaan")
    assert leader.fits()
    leader.page.fill("#id_username", EMAIL)
    leader.page.fill("#id_password", PASSWORD)
    leader.press("Aanmelden")
    assert leader.page.url.endswith("/admin/")
    assert "Westerland" in leader.page.inner_text("#content")
    steps = leader.clicks + 1  # the link in the mail
    assert steps == 3
    assert Assignment.objects.get(region=region).user.email == EMAIL
    send_due()
    assert len(mail.outbox) == 1
