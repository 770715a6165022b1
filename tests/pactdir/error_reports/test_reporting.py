"""A visitor reports what is wrong on a page; it reaches whoever can correct that page."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core import mail

from pactdir.error_reports.answering import MAX_ARRIVALS_A_DAY
from pactdir.error_reports.forms import MAX_TEXT, NOT_A_PAGE
from pactdir.mail.sending import send_due
from pactdir.models import ErrorReport, MailKind, Message
from pactdir.public_forms.forms import OTHER_SITE
from pactdir.public_forms.limits import MAX_MAILS_A_DAY
from tests import make
from tests.pactdir.public_forms.sending import BROWSER, opened
from tests.pages.reading import words

pytestmark = pytest.mark.django_db

FORM = "/klopt-niet/"
TEXT = "De school heet sinds augustus anders."
READER = "lezer@school.example"
LEADER, NATIONAL = "west@techniek.example", "landelijk@techniek.example"


@pytest.fixture(autouse=True)
def region(settings):
    settings.SITE_ADDRESS = "https://pactdir.example"
    settings.MAIL_AT_ONCE = False
    region = make.a_region(name="West", slug="west")
    make.an_assignment(user=make.a_user(email=LEADER), region=region, role="leader")
    make.an_assignment(user=make.a_user(email="redacteur@x.example"), region=region, role="editor")
    make.a_national_editor(email=NATIONAL)
    return region


def send(client, page="/regios/west/", **fields):
    return opened(client, FORM).send(**{"page": page, "text": TEXT, **fields})


def recipients():
    send_due()
    return [message.to[0] for message in mail.outbox]


def test_the_form_names_the_page_that_a_visitor_came_from(client):
    def page(referer):
        response = client.get(FORM, HTTP_REFERER=referer)
        return re.search(r'name="page" value="([^"]*)"', response.content.decode() + 'value=""')

    assert page("http://testserver/regios/west/?peildatum=2021")[1] == (
        "/regios/west/?peildatum=2021"
    )
    for other in (
        *("", "http://elders.example/regios/west/", "http://testserver/geen/pagina/", "http://["),
        *("http://testserver/admin/", "http://testserver/mail/1-geheim/"),
        "http://testserver/voorbeeld/geheim/",
        "http://testserver/doe-mee/link/geheim/",
        "http://testserver/contact/",
        "http://testserver/klopt-niet/",
        "http://testserver/klopt-niet/verstuurd/",
    ):
        assert page(other) is None, other


def test_every_page_offers_the_form(client):
    make.a_school(slug="vonk")
    for path in ("/", "/regios/west/", "/scholen/vonk/", "/zoeken/?q=vonk", "/bestaat-niet/"):
        assert f'href="{FORM}"' in client.get(path).content.decode(), path


@pytest.mark.parametrize(
    ("path", "is_of_west"),
    [
        ("/regios/west/", True),
        ("/regios/west/tijdlijn/", True),
        ("/regios/west.pdf", True),
        ("TestServer/regios/west", True),
        ("https://testserver/agenda/pet/#waar", True),
        ("/nieuws/bericht/", True),
        ("/aanbod/lab/", True),
        ("/cijfers/banen/west/", True),
        ("/cijfers/banen/", False),
        ("/nieuws/landelijk/", False),
        ("/scholen/vonk/", False),
        ("/regios/", False),
        ("/regios/concept/", False),
        ("/vergelijken/?regio=west", False),
    ],
)
def test_a_report_is_of_the_region_that_can_correct_the_page(client, region, path, is_of_west):
    make.a_school(slug="vonk")
    make.an_event(slug="pet", region=region)
    make.an_article(slug="bericht", region=region)
    make.an_article(slug="landelijk")
    make.an_offer(slug="lab", region=region)
    make.a_region(slug="concept", published_from=None)
    response = send(client, path)

    assert (response.status_code, response["Location"]) == (303, "/klopt-niet/verstuurd/")
    report = ErrorReport.objects.get()
    assert report.region == (region if is_of_west else None)
    typed = path.removeprefix("https://testserver").removesuffix("#waar")
    assert report.path == (typed if typed.startswith("/") else "/regios/west/")
    assert recipients() == [LEADER if is_of_west else NATIONAL]


def test_a_region_without_a_leader_is_answered_by_the_national_editors(client):
    make.a_region(slug="oost")
    send(client, "/regios/oost/", email=READER)
    send(client, "/regios/west/", email="lezeres@school.example")

    receipts = Message.objects.filter(kind=MailKind.REPORT_RECEIVED).order_by("pk")
    oost, west = (message.text for message in receipts)
    assert "Wie het nakijkt: de landelijke redactie, want" in oost
    assert "Wie het nakijkt: de projectleider van West." in west
    assert {NATIONAL, LEADER} < set(recipients())


def test_nothing_that_was_typed_is_mailed(client):
    send(client, evidence="Zie hun site.", email=READER.upper())
    bodies = [f"{message.subject} {message.text}" for message in Message.objects.all()]

    assert len(bodies) == 2
    assert not any(text in body for body in bodies for text in (TEXT, "Zie hun", "lezer@"))
    assert set(recipients()) == {LEADER, READER}
    assert ErrorReport.objects.get().email == READER


def test_a_mailbox_is_not_filled(client):
    for number in range(MAX_MAILS_A_DAY + 2):
        client.defaults["REMOTE_ADDR"] = f"203.0.113.{number}"
        assert send(client, email=READER).status_code == 303
    counts = {kind: Message.objects.filter(kind=kind).count() for kind in MailKind}

    assert ErrorReport.objects.count() == MAX_MAILS_A_DAY + 2
    assert counts[MailKind.REPORT_RECEIVED] == MAX_MAILS_A_DAY
    assert counts[MailKind.REPORT_ARRIVED] == MAX_ARRIVALS_A_DAY


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"page": "/geen/pagina/"}, NOT_A_PAGE),
        ({"page": "https://elders.example/regios/west/"}, NOT_A_PAGE),
        ({"page": "javascript:alert(1)"}, NOT_A_PAGE),
        ({"page": "//elders.example/regios/west/"}, NOT_A_PAGE),
        ({"text": ""}, "Wat klopt er niet"),
        ({"text": "x" * (MAX_TEXT + 1)}, "2000"),
        ({"text": "nul\0"}, "Null"),
        ({"email": "geen adres"}, "e-mailadres"),
        ({"headers": {"HTTP_SEC_FETCH_SITE": "cross-site"}}, OTHER_SITE),
        ({"homepage": "https://kwaad.example"}, "leeg"),
    ],
)
def test_a_refused_report_keeps_what_was_typed_and_stores_nothing(client, fields, sentence):
    response = send(client, **{"evidence": "Hun eigen site.", **fields})
    page = words(BeautifulSoup(response.content, "lxml").main)

    assert response.status_code == 422
    assert "Dit is nog niet verstuurd." in page
    assert sentence.lower() in page.lower()
    assert "Hun eigen site." in response.content.decode()
    assert not ErrorReport.objects.exists()
    assert not Message.objects.exists()


HOSTILE = [
    *(
        "<script>alert(1)</script>",
        "'; DROP TABLE x; --",
        "\u202eomgekeerd",
        "<a href='//x'>",
        "{{ 7 }}",
    ),
    *("&lt;" * 300, "\u0000", "a" * 100_000, "😀" * 500, "\r\nBcc: x@y.example", "]]>"),
]


def test_hostile_reports_break_nothing_and_leave_the_queue_usable(client, admin_client):
    for number, text in enumerate(HOSTILE * 3):
        client.defaults["REMOTE_ADDR"] = f"203.0.113.{number}"
        name = ("text", "evidence", "page")[number // len(HOSTILE)]
        response = client.post(
            FORM, {**opened(client, FORM).fields, "page": "/", "text": "x", name: text}, **BROWSER
        )
        assert response.status_code in (303, 422), text
    queue = admin_client.get("/admin/pactdir/errorreport/")

    assert queue.status_code == 200
    assert ErrorReport.objects.count() >= len(HOSTILE)
    for report in ErrorReport.objects.all():
        page = admin_client.get(f"/admin/pactdir/errorreport/{report.pk}/change/")
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()


def test_a_report_survives_its_region(client, region):
    send(client)
    region.assignments.all().delete()
    region.delete()

    assert ErrorReport.objects.get().region is None
