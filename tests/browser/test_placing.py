"""A company submits its profile with JavaScript disabled: rejected, accepted and edited."""

import re

import pytest
from django.core import mail

from pactdir.mail.sending import send_due
from tests import make
from tests.browser.logged_in import log_in

EMAIL = "info@zaag.example"


class Visit:
    """A user on a page; counts their clicks."""

    def __init__(self, page):
        self.page, self.clicks = page, 0

    def press(self, name):
        self.clicks += 1
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).first.click()
        width = self.page.evaluate("document.documentElement.scrollWidth")
        assert width <= self.page.viewport_size["width"]

    def fill(self, **fields):
        for name, value in fields.items():
            self.page.fill(f"#id_{name}", value)

    @property
    def text(self):
        return self.page.inner_text("body")


@pytest.mark.parametrize("width", [360, 1280])
def test_a_company_submits_its_profile_and_edits_it(new_page, settings, transactional_db, width):
    settings.MAIL_AT_ONCE = False
    region = make.a_region(name="Westerland")
    user = make.a_user()
    make.an_assignment(user=user, region=region, role="leader")
    company, leader = (Visit(new_page(width=width, java_script_enabled=False)) for _ in range(2))
    log_in(leader.page, user)

    def review():
        leader.page.goto("/admin/")
        leader.clicks += 1
        with leader.page.expect_navigation():
            leader.page.locator("#inzendingen ~ ul a").first.click()

    company.page.goto("/doe-mee/plaatsen/")
    company.fill(email=EMAIL)
    company.press("Mail mij de link")
    send_due()
    link = re.search(r"https?://[^/]+(/doe-mee/link/\S+)", mail.outbox[-1].body)[1]
    company.page.goto(link)
    company.press("Plaats uw bedrijf")
    company.page.select_option("#id_region", label="Westerland")
    company.page.select_option("#id_kind", "bedrijf")
    company.fill(name="Zaag")
    company.press("Bewaar en ga verder")
    company.fill(summary="Zaagt hout.")
    company.press("Bewaar en ga verder")
    company.press("Bewaar en ga verder")
    check = company.page.url
    company.press("Verstuur")
    assert company.clicks == 6

    review()
    leader.fill(reason="Noem uw vakken.")
    leader.press("Weiger")
    assert leader.clicks == 2

    company.page.goto(check)
    assert "Niet opgenomen. De reden: Noem uw vakken." in company.text
    company.page.goto(f"{check}wat/")
    company.fill(trades="timmeren")
    company.press("Bewaar en ga verder")
    company.press("Bewaar en ga verder")
    company.press("Verstuur")
    review()
    leader.press("Neem op")
    assert leader.clicks == 4

    company.page.goto(check)
    company.press("Wijzig dit")
    company.page.goto(f"{check}wat/")
    company.fill(summary="Zaagt staal.")
    company.press("Bewaar en ga verder")
    company.press("Bewaar en ga verder")
    company.press("Verstuur")
    company.page.goto("/partners/zaag/")
    assert "Zaagt hout." in company.text
    assert "staal" not in company.text
    review()
    assert "Nu op de site: Zaagt hout." in leader.text
    assert leader.page.input_value("#id_summary") == "Zaagt staal."
    leader.press("Neem op")
    company.page.goto("/partners/zaag/")
    assert "Zaagt staal." in company.text
