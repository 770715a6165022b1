import re

import pytest
from bs4 import BeautifulSoup
from django.core import mail

from pactdir.mail.sending import send_due
from pactdir.models import Submission
from partners.models import Partner
from tests import make
from tests.admin.filling import address
from tests.pactdir.public_forms.sending import SentForm, opened

START = "/doe-mee/plaatsen/"
EMAIL = "info@zaag.example"


class Sender:
    """A company that fills in forms, with the link from its mail."""

    def __init__(self, client):
        self.client = client

    def ask_for_link(self, email=EMAIL):
        response = opened(self.client, START).send(email=email)
        send_due()
        return response

    @property
    def link(self):
        return re.search(r"https?://[^/]+(/doe-mee/link/\S+)", mail.outbox[-1].body)[1]

    def begin(self, kind):
        self.ask_for_link()
        return opened(self.client, self.link).send(kind=kind).url

    def fill_in(self, path, steps):
        for fields in steps:
            response = opened(self.client, path).send(**fields)
            assert response.status_code == 303, response.content.decode()
            path = response.url
        return path

    def press(self, path, what):
        return opened(self.client, path).send(what=what)


@pytest.fixture(autouse=True)
def _queued_mail(settings):
    settings.MAIL_AT_ONCE = False


@pytest.fixture
def region(db):
    return make.a_region(name="West")


@pytest.fixture
def sender(client, db):
    return Sender(client)


@pytest.fixture
def leader(region):
    user = make.a_user()
    make.an_assignment(user=user, region=region, role="leader")
    return user


@pytest.fixture
def desk(client, leader):
    """The browser of the leader."""
    desk = type(client)()
    desk.force_login(leader)
    return desk


@pytest.fixture
def desk_elsewhere(client):
    user, other = make.a_user(), make.a_region(name="Oost")
    make.an_assignment(user=user, region=other, role="leader")
    browser = type(client)()
    browser.force_login(user)
    browser.region = other
    return browser


def profile(region, **fields):
    return [
        {"region": region.pk, "name": "Zaag", "kind": "bedrijf", "place_name": "Hoorn"}
        | {"sectors": ["bouw"], "website": "https://zaag.example/"},
        {"summary": "Zaagt hout.", "makes": "Daken.", "trades": "timmeren", "recognition": "ja"},
        {"contact_role": "Opleidingen", "contact_email": EMAIL, "email_is_public": "on"}
        | {"kvk_number": "01234567"}
        | fields,
    ]


def offer(region, **fields):
    return [
        {"region": region.pk, "organisation": "Zaag", "name": "Kijk rond", "place_name": "Hoorn"}
        | {"kind": "bedrijfsbezoek", "audience": ["klas-1-2"]},
        {"summary": "Je ziet zagen.", "text": "Eerst dit.\n\nDan dat.", "ends": "mei 2099"}
        | {"cost": "gratis"},
        {"join_email": EMAIL, "share": "on"} | fields,
    ]


def decided(desk, button, number=0, **fields):
    submission = Submission.objects.latest("pk")
    path = address(Submission, "change", submission.pk)
    page = desk.get(path)
    response = review_form(desk, path, page, number).send(**{button: "ja"}, **fields)
    send_due()
    return response


def review_form(desk, path, page, number=0):
    """The form to accept, or the second to refuse, on a page that shows a submission."""
    soup = BeautifulSoup(page.content, "lxml")
    found = soup.select("#content-main form[method=post]")[number]
    form = SentForm(desk, path, page, soup.select("form[method=post]").index(found))
    form.path = path
    return form


def accepted(sender, desk, region, **fields):
    path = sender.fill_in(sender.begin("bedrijf"), profile(region, **fields))
    sender.press(path, "send")
    assert decided(desk, "accept").status_code == 302
    return path, Partner.objects.get()


def notes(page):
    """What is said at each field that differs."""
    rows = BeautifulSoup(page.content, "lxml").select(".form-row:has(strong)")
    return {
        row.select_one("label, legend").text.rstrip(":"): " ".join(
            row.select_one(".block__note").text.split()
        )
        for row in rows
    }


def text_of(response):
    return " ".join(BeautifulSoup(response.content, "lxml").get_text(" ").split())
