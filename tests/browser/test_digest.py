"""A reader subscribes to the digest, gets it, changes it and unsubscribes, without JavaScript."""

import re
from datetime import UTC, datetime

import pytest
from django.core import mail
from django.core.management import call_command

from pactdir.models import Subscriber
from tests.browser.ways import in_these

pytestmark = pytest.mark.usefixtures("demo")
NOOR = "noor@school.example"


@pytest.fixture(autouse=True)
def _settings(settings, live_server):
    settings.SITE_ADDRESS = live_server.url
    settings.MAIL_AT_ONCE = True


def link_in(message):
    return re.findall(r"^http\S+/mail/\S+$", message.body, re.MULTILINE)[-1]


@in_these("phone without JavaScript", "desk without JavaScript")
def test_from_the_page_of_a_region_to_the_last_goodbye(new_page, width, script):
    page = new_page(width=width, java_script_enabled=script)
    page.goto("/regios/voorbeeldregio/")
    page.get_by_role("link", name="Krijg nieuws hierover per mail").click()
    page.get_by_label("E-mailadres").fill(NOOR)
    page.get_by_role("button", name="Stuur mij de link om te bevestigen").click()
    page.get_by_role("heading", name="Kijk in uw mail", level=1).wait_for()

    page.goto(link_in(mail.outbox[-1]))
    page.get_by_role("button", name="Ja, stuur mij deze mail").click()
    page.get_by_text("U staat op de lijst.").wait_for()
    Subscriber.objects.update(confirmed_at=datetime(2026, 1, 1, tzinfo=UTC))
    call_command("send_digest", "--monthly")

    digest = mail.outbox[-1]
    assert (digest.to, len(mail.outbox)) == ([NOOR], 2)
    assert "Verzonnen voorbeeld: " in digest.body
    page.goto(link_in(digest))
    page.get_by_label("elke week").check()
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_text("Uw keuze is bewaard.").wait_for()
    assert Subscriber.objects.get().rhythm == "weekly"
    page.get_by_role("button", name="Meld mij af").click()
    page.get_by_role("heading", name="U bent afgemeld", level=1).wait_for()
    assert not Subscriber.objects.exists()


@in_these("phone without JavaScript")
def test_a_mistake_is_said_at_the_top_with_a_link_to_its_field(new_page, width, script):
    page = new_page(width=width, java_script_enabled=script)
    page.goto("/mail/?thema=techlab")
    page.get_by_label("E-mailadres").fill(NOOR)
    page.get_by_role("textbox", name="Postcode").fill("0001")
    page.get_by_role("button", name="Stuur mij de link om te bevestigen").click()

    page.get_by_role("alert").get_by_role("link", name="Postcode").click()

    assert page.get_by_role("textbox", name="Postcode").input_value() == "0001"
    assert page.get_by_label("E-mailadres").input_value() == NOOR
    assert page.evaluate("document.documentElement.scrollWidth") <= width
