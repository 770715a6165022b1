import re

import pytest
from django.core import mail

from pactdir.mail.sending import send_due
from tests import make
from tests.pactdir.public_forms.sending import opened

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


def profile(region, **fields):
    return [
        {"region": region.pk, "name": "Zaag", "kind": "bedrijf", "place_name": "Hoorn"}
        | {"sectors": ["bouw"], "website": "https://zaag.example/"},
        {"summary": "Zaagt hout.", "makes": "Daken.", "trades": "timmeren", "recognition": "ja"},
        {"contact_role": "Opleidingen", "contact_email": EMAIL, "email_is_public": "on"}
        | {"kvk_number": "01234567"}
        | fields,
    ]
