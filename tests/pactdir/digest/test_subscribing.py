"""Subscribing: a button confirms every subscription, and a button ends it."""

import logging
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from pactdir.accounts.links import MIN_MAIL_INTERVAL
from pactdir.deploy.log_lines import TracebackOncePerMinute
from pactdir.digest.forms import CHOOSE, UNKNOWN_POSTCODE
from pactdir.digest.queueing import queue_digests
from pactdir.digest.subscribing import subscription_path, token_of
from pactdir.mail.sending import send_due
from pactdir.models import (
    UNCONFIRMED_LIFETIME,
    AuditEvent,
    AuditKind,
    Frequency,
    MailKind,
    Message,
    Subscriber,
)
from pactdir.public_forms.forms import OTHER_SITE
from pactdir.public_forms.limits import MAX_MAILS_A_DAY
from regions.clock import today
from tests import make
from tests.admin.rows import a_subscriber
from tests.pactdir.public_forms.sending import SentForm, opened
from tests.pages.reading import text_of

pytestmark = pytest.mark.django_db
NOOR = "noor@school.example"


@pytest.fixture(autouse=True)
def region():
    make.a_postcode_area(code="1621", place=make.a_place(name="Hoorn"))
    region = make.a_region(name="West-Friesland", slug="west-friesland")
    make.a_region_theme(region=region, theme=make.a_theme(name="Robots", slug="robots"))
    return region


@pytest.fixture(autouse=True)
def _settings(settings):
    settings.SITE_ADDRESS = "https://pactdir.example"
    settings.MAIL_AT_ONCE = False


def ask(client, email=NOOR, **fields):
    return opened(client, "/mail/").send(email=email, **({"regions": ["west-friesland"]} | fields))


def last_mail():
    send_due()
    return mail.outbox[-1]


def path_in(message):
    return urlsplit(re.search(r"https://\S+", message.body)[0]).path


def form_on(client, path, number=0):
    response = client.get(path)
    assert response.status_code == 200
    return SentForm(client, path, response, number)


def test_a_visitor_subscribes_by_a_link_and_a_button(client):
    answer = ask(client, "Noor@School.example", postcode="1621 AB", themes=["robots"])
    assert (answer.status_code, answer["Location"]) == (302, "/mail/verstuurd/")
    subscriber = Subscriber.objects.get()
    assert not subscriber.is_confirmed

    page = form_on(Client(), path_in(last_mail()))
    subscriber.refresh_from_db()
    assert not subscriber.is_confirmed  # as a program that follows the link would
    answer = page.send(confirm="ja")

    subscriber.refresh_from_db()
    assert subscriber.is_confirmed
    assert "U staat op de lijst." in text_of(answer)
    assert (subscriber.email, subscriber.rhythm, subscriber.postcode) == (NOOR, "monthly", "1621")
    assert [str(row) for row in subscriber.regions.all()] == ["West-Friesland"]
    assert [str(row) for row in subscriber.themes.all()] == ["Robots"]


def test_the_response_is_the_same_for_an_unknown_a_pending_and_a_subscribed_address(client):
    a_subscriber(email="known@school.example", asked_at=timezone.now() - timedelta(days=90))
    answers = [ask(client, email) for email in (NOOR, NOOR, "known@school.example")]

    assert {(answer.status_code, answer["Location"]) for answer in answers} == {
        (302, "/mail/verstuurd/")
    }


def test_subscribing_again_soon_sends_one_mail_and_keeps_the_last_choice(client):
    ask(client)
    ask(client, rhythm=Frequency.WEEKLY)

    assert Subscriber.objects.get().rhythm == Frequency.WEEKLY
    assert Message.objects.count() == 1


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_an_address_gets_a_limited_number_of_mails_a_day(client, is_confirmed):
    confirmed_at = timezone.now() if is_confirmed else None
    subscriber = a_subscriber(email=NOOR, confirmed_at=confirmed_at)
    rows = Subscriber.objects.filter(pk=subscriber.pk)
    long_ago = timezone.now() - MIN_MAIL_INTERVAL
    for _ in range(MAX_MAILS_A_DAY + 2):
        rows.update(asked_at=long_ago)
        assert ask(client, "Noor@School.example")["Location"] == "/mail/verstuurd/"

    assert Message.objects.filter(recipient=NOOR).count() == MAX_MAILS_A_DAY
    assert rows.get().asked_at == long_ago  # so that the last link that was mailed keeps its date


def test_a_stranger_cannot_change_a_confirmed_subscription(client):
    long_ago = timezone.now() - timedelta(days=90)
    subscriber = a_subscriber(email=NOOR, postcode="1621", asked_at=long_ago)
    ask(client, rhythm=Frequency.WEEKLY)

    subscriber.refresh_from_db()
    assert (subscriber.rhythm, subscriber.postcode) == (Frequency.MONTHLY, "1621")
    assert not subscriber.regions.exists()
    message = last_mail()
    assert "U krijgt die mail al." in message.body
    assert path_in(message) == subscription_path(subscriber)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"regions": []}, CHOOSE),
        ({"postcode": "9999"}, UNKNOWN_POSTCODE),
        ({"postcode": "Hoorn"}, UNKNOWN_POSTCODE),
        ({"email": "noor"}, "geldig e-mailadres"),
        ({"regions": ["atlantis"]}, "geldige keuze"),
        ({"regions": ["a\0b"]}, "geldige keuze"),
        ({"rhythm": "hourly"}, "geldige keuze"),
        ({"headers": {}}, OTHER_SITE),
    ],
)
def test_invalid_input_gets_a_message_and_is_kept(client, fields, sentence):
    answer = ask(client, **fields)

    assert answer.status_code == 200
    assert sentence in text_of(answer)
    again = SentForm(client, "/mail/", answer)
    assert again.fields["email"] == fields.get("email", NOOR)
    assert not Subscriber.objects.exists()
    assert not Message.objects.exists()


def test_a_link_on_a_page_preselects_its_region_theme_and_postcode(client):
    form = opened(client, "/mail/?regio=west-friesland&thema=robots&postcode=1621&regio=atlantis")

    chosen = {name: form.fields[name] for name in ("regions", "themes", "postcode")}
    assert chosen == {"regions": ["west-friesland"], "themes": ["robots"], "postcode": "1621"}


def test_a_subscriber_changes_their_choices_through_the_link(client):
    subscriber = a_subscriber(email=NOOR, postcode="1621")
    form = form_on(client, subscription_path(subscriber))
    assert form.fields["postcode"] == "1621"

    answer = form.send(headers={}, rhythm="weekly", postcode="", regions=["west-friesland"])

    subscriber.refresh_from_db()
    assert "Uw keuze is bewaard." in text_of(answer)
    assert (subscriber.rhythm, subscriber.postcode) == (Frequency.WEEKLY, "")
    assert [str(row) for row in subscriber.regions.all()] == ["West-Friesland"]
    assert CHOOSE in text_of(form.send(postcode="", regions=[], themes=[]))


def test_a_region_that_is_no_longer_published_is_not_named(client, region):
    draft = make.a_region(name="Geheime regio", published_from=None)
    subscriber = a_subscriber(email=NOOR)
    subscriber.regions.set([region, draft])

    text = text_of(client.get(subscription_path(subscriber)))

    assert "West-Friesland" in text
    assert "Geheime" not in text


def test_unsubscribing_deletes_everything_but_sent_mail(client):
    subscriber = a_subscriber(email=NOOR)
    Message.objects.create(kind=MailKind.DIGEST, recipient=NOOR, subject="Nieuws", text="Kijk.")
    page = form_on(client, f"{subscription_path(subscriber)}afmelden/")
    assert Subscriber.objects.exists()

    answer = page.send(headers={})

    assert "U bent afgemeld" in text_of(answer)
    assert not Subscriber.objects.exists()
    assert not Message.objects.exists()
    # twice, to show that repeating is harmless
    assert page.send(headers={}).content == answer.content


def test_a_mail_program_unsubscribes_with_one_post(client):
    subscriber = a_subscriber(email=NOOR)
    other = a_subscriber(email="bo@school.example")

    answer = Client(enforce_csrf_checks=True).post(
        f"{subscription_path(subscriber)}afmelden/", {"List-Unsubscribe": "One-Click"}
    )

    assert answer.status_code == 200
    assert list(Subscriber.objects.all()) == [other]


@pytest.mark.parametrize("token", ["1-", "1-a", "-", "x", "9" * 30, "½-a", "1-a\0", "é"])
def test_an_invented_link_reveals_and_changes_nothing(client, token):
    a_subscriber(pk=1, email=NOOR)
    for path in (f"/mail/{token}/", f"/mail/{token}/afmelden/"):
        answer = client.get(path)
        assert (answer.status_code, "werkt niet meer" in answer.text) == (404, True)
    client.post(f"/mail/{token}/", {"confirm": "ja"})
    client.post(f"/mail/{token}/afmelden/")

    assert Subscriber.objects.exists()


def test_a_link_belongs_to_one_subscriber(client):
    one, other = a_subscriber(email=NOOR), a_subscriber(email="bo@school.example")
    signature = subscription_path(one).partition("-")[2]

    assert client.get(f"/mail/{other.pk}-{signature}").status_code in (301, 404)
    assert client.get(f"/mail/{other.pk}-{signature}/").status_code == 404


def test_a_late_confirmation_is_refused(client):
    asked_at = timezone.now() - UNCONFIRMED_LIFETIME
    subscriber = a_subscriber(email=NOOR, confirmed_at=None, asked_at=asked_at)

    assert client.get(subscription_path(subscriber)).status_code == 404
    assert client.post(subscription_path(subscriber), {"confirm": "ja"}).status_code == 404
    subscriber.refresh_from_db()
    assert not subscriber.is_confirmed


def test_no_log_line_and_no_audit_event_has_an_address_or_a_token(
    client, settings, caplog, monkeypatch, region
):
    for name in ("django", "pactdir.security"):
        monkeypatch.setattr(logging.getLogger(name), "propagate", True)
    make.an_event(region=region, starts_on=today() + timedelta(7))
    ask(client)
    form_on(client, path_in(last_mail())).send(confirm="ja")
    path = subscription_path(subscriber := Subscriber.objects.get())
    Subscriber.objects.update(confirmed_at=timezone.now() - timedelta(days=60))
    queue_digests(Frequency.MONTHLY, today())
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # where no server listens
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert send_due() == 0
    form_on(client, f"{path}afmelden/").send()
    client.get(path)
    client.get(f"{path}afmelden/")

    line = TracebackOncePerMinute()
    lines = [line.format(record) for record in caplog.records]
    assert any("mislukt" in line for line in lines)
    assert any("/mail/…/" in line for line in lines)
    events = [str(values) for values in AuditEvent.objects.values_list()]
    assert any(AuditKind.DIGEST_QUEUED in text for text in events)
    signature = token_of(subscriber).partition("-")[2]
    assert not [text for text in lines + events if NOOR in text or signature in text]


def test_no_page_is_cached_or_sets_a_cookie_and_the_link_is_in_no_referrer(client):
    path = subscription_path(a_subscriber(email=NOOR))
    answers = [client.get(page) for page in ("/mail/", path, f"{path}afmelden/")]

    assert all("no-store" in answer["Cache-Control"] for answer in answers)
    assert not any(answer.cookies for answer in answers)
    assert [answer["Referrer-Policy"] for answer in answers[1:]] == ["no-referrer"] * 2
    assert not any(answer.has_header("ETag") for answer in answers)


@pytest.mark.parametrize("rows", [1, 5])
def test_the_form_takes_the_same_queries_for_any_number_of_choices(
    client, django_assert_num_queries, rows
):
    for _ in range(rows):
        make.a_region_theme()
    with django_assert_num_queries(3):  # content version, regions, themes
        client.get("/mail/")
