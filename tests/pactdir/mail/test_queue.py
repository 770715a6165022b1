"""The mail queue: a mail is queued in the transaction, sent once, retried, or kept as failed."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone

from pactdir.mail import sending
from pactdir.mail.queue import queue
from pactdir.mail.sending import send_again, send_due
from pactdir.models import MailKind, MailState, Message
from tests import make
from tests.admin.filling import address

pytestmark = pytest.mark.django_db
SECRET = "geheime-sleutel"


class Backend(EmailBackend):
    """Calls `before` for each mail, which may raise."""

    @staticmethod
    def before():
        pass

    def send_messages(self, messages):
        type(self).before()
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def server(settings, monkeypatch):
    """Defines how the mail server responds to each mail."""
    settings.EMAIL_BACKEND = f"{__name__}.Backend"
    settings.MAIL_AT_ONCE = False
    settings.SITE_ADDRESS = "https://pactdir.example"
    return lambda before: monkeypatch.setattr(Backend, "before", staticmethod(before))


def raising(error):
    def before():
        raise error

    return before


def a_reset(**fields):
    return queue(
        MailKind.RESET,
        "noor@school.example",
        {"name": "Noor & Bo"},
        secret_path=f"/admin/nieuw/{SECRET}/",
        **fields,
    )


def test_a_mail_is_plain_dutch_text_with_a_link_to_the_site_itself():
    message = a_reset()

    call_command("send_mail")

    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["noor@school.example"], "Nieuw wachtwoord")
    assert sent.body.startswith("Hallo Noor & Bo,\n")
    assert f"\nhttps://pactdir.example/admin/nieuw/{SECRET}/\n" in sent.body
    assert sent.extra_headers == {"Auto-Submitted": "auto-generated"}
    message.refresh_from_db()
    assert (message.state, message.tries, message.link) == (MailState.SENT, 1, "")
    send_due()
    assert len(mail.outbox) == 1


def test_a_rolled_back_transaction_queues_no_mail():
    with transaction.atomic():
        a_reset()
        transaction.set_rollback(True)

    assert send_due() == 0
    assert not Message.objects.exists()


def test_two_senders_at_once_send_a_mail_once(server):
    a_reset()
    server(lambda: send_due() if not mail.outbox else None)  # the other sender, at the same moment

    assert send_due() == 1
    assert len(mail.outbox) == 1


def test_another_sender_takes_over_from_one_that_died(server):
    message = a_reset()
    server(raising(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        send_due()
    server(lambda: None)
    assert send_due() == 0  # the first may still be sending

    Message.objects.update(next_try_at=timezone.now())
    send_due()

    message.refresh_from_db()
    assert (message.state, message.tries) == (MailState.SENT, 2)


def test_retries_back_off_and_the_last_failure_keeps_its_reason(server):
    message = a_reset()
    server(raising(SMTPServerDisconnected("verbinding weg")))
    waits = []
    while message.state == MailState.WAITING:
        Message.objects.update(next_try_at=(before := timezone.now()))
        send_due()
        message.refresh_from_db()
        waits.append(round((message.next_try_at - before) / timedelta(minutes=1)))

    assert waits[:-1] == [1, 5, 30, 120, 480]
    assert message.state == MailState.FAILED
    assert message.last_error == "SMTPServerDisconnected: verbinding weg"


def test_a_refused_address_fails_at_once(server):
    message = a_reset()
    server(raising(SMTPRecipientsRefused({"noor@school.example": (550, b"no such user")})))

    send_due()

    message.refresh_from_db()
    assert (message.state, message.tries) == (MailState.FAILED, 1)


def test_a_failed_mail_is_sent_again_while_its_link_works(server):
    message = a_reset(valid_until=timezone.now() + timedelta(hours=1))
    server(raising(SMTPRecipientsRefused({"noor@school.example": (550, b"no such user")})))
    send_due()
    server(lambda: None)

    assert send_again(message)
    assert send_due() == 1
    message.refresh_from_db()
    assert not send_again(message)
    assert len(mail.outbox) == 1


def test_an_expired_link_is_deleted_and_not_sent():
    message = a_reset(valid_until=timezone.now())

    assert send_due() == 0
    message.refresh_from_db()
    assert (message.state, message.link) == (MailState.FAILED, "")
    assert message.last_error == sending.EXPIRED
    assert not send_again(message)


def test_mail_is_kept_for_thirty_days():
    _, recent, waiting = (a_reset() for _ in range(3))
    Message.objects.exclude(pk=waiting.pk).update(state=MailState.SENT)
    long_ago = timezone.now() - timedelta(days=31)
    Message.objects.exclude(pk=recent.pk).update(made_at=long_ago, next_try_at=timezone.now())
    Message.objects.filter(pk=waiting.pk).update(next_try_at=timezone.now() + timedelta(days=1))

    send_due()

    assert set(Message.objects.all()) == {recent, waiting}


def test_a_run_is_bounded_in_time_and_number(monkeypatch):
    for _ in range(3):
        a_reset()
    assert send_due(max_seconds=-1) == 0
    monkeypatch.setattr(sending, "MAX_MESSAGES", 2)

    assert (send_due(), send_due()) == (2, 1)


def test_the_log_names_nobody(server, caplog):
    a_reset()
    server(raising(SMTPServerDisconnected(f"noor@school.example {SECRET}")))

    send_due()

    assert "SMTPServerDisconnected" in caplog.text
    assert "noor" not in caplog.text
    assert SECRET not in caplog.text


def test_mail_is_sent_after_the_response(
    client, settings, django_capture_on_commit_callbacks, monkeypatch
):
    settings.MAIL_AT_ONCE = True
    with django_capture_on_commit_callbacks(execute=True):
        a_reset()
    assert mail.outbox == []

    client.get("/livez")

    assert len(mail.outbox) == 1


# The list for national editors


@pytest.fixture
def admin(client):
    client.force_login(make.a_national_editor())
    return client


def test_the_index_page_tells_national_editors_what_failed(admin, server):
    shown = "niet verstuurd: de lijst zegt waarom"
    a_reset()
    server(raising(SMTPRecipientsRefused({"noor@school.example": (550, b"no such user")})))
    assert shown not in admin.get("/admin/").content.decode()

    send_due()

    page = BeautifulSoup(admin.get("/admin/").content, "lxml")
    (row,) = (row for row in page.select("li.row") if shown in row.text)
    assert row.a.text == "1 mail"
    assert "no such user" in admin.get(row.a["href"]).content.decode()
    leader = Client()
    leader.force_login(make.an_assignment().user)
    assert shown not in leader.get("/admin/").content.decode()


def test_the_list_shows_failed_mail_and_sends_it_again(admin, server):
    message = a_reset()
    server(raising(SMTPRecipientsRefused({"noor@school.example": (550, b"no such user")})))
    send_due()

    assert "no such user" in admin.get(address(Message, "changelist")).content.decode()
    chosen = {"action": "send_again", "_selected_action": [message.pk]}
    admin.post(address(Message, "changelist"), chosen)

    message.refresh_from_db()
    assert (message.state, message.tries) == (MailState.WAITING, 0)


@pytest.mark.parametrize("is_sent", [False, True])
def test_no_admin_page_shows_another_users_link(admin, is_sent):
    message = a_reset()
    if is_sent:
        send_due()

    pages = [
        admin.get(address(Message, "change", message.pk)).content.decode(),
        admin.get(address(Message, "changelist") + "?q=geheime").content.decode(),
    ]

    assert "[link, alleen voor de ontvanger]" in pages[0]
    assert not [page for page in pages if SECRET in page]


def test_the_list_says_what_happens_to_unsent_mail(admin, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = "/srv/pactdir/.run/mail"

    assert "/srv/pactdir/.run/mail" in admin.get(address(Message, "changelist")).content.decode()


def a_digest():
    return queue(
        MailKind.DIGEST,
        "noor@school.example",
        {"parts": [], "in_short": "1 bericht"},
        secret_path=f"/mail/{SECRET}/",
        unsubscribe_path=f"/mail/{SECRET}/afmelden/",
    )


def test_a_digest_in_flight_when_its_sender_died_is_logged_and_not_sent_again(server, caplog):
    message = a_digest()
    server(raising(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        send_due()
    server(lambda: None)
    Message.objects.update(next_try_at=timezone.now(), claimed_at=timezone.now())
    assert send_due() == 0  # the first may still be sending
    Message.objects.update(claimed_at=timezone.now() - sending.CLAIM_DURATION)

    assert send_due() == 0
    message.refresh_from_db()
    assert (message.state, message.tries, message.link) == (MailState.UNSURE, 1, "")
    assert message.last_error == sending.BROKEN_OFF
    assert f"mail {message.pk}: was onderweg; of die aankwam, is niet bekend" in caplog.messages
    assert not send_again(message)


def test_a_digest_whose_connection_breaks_is_not_sent_again(server):
    message = a_digest()
    server(raising(SMTPServerDisconnected("verbinding weg")))
    send_due()
    Message.objects.update(next_try_at=timezone.now())
    server(lambda: None)

    assert send_due() == 0
    message.refresh_from_db()
    assert message.state == MailState.UNSURE
    assert SECRET not in message.last_error


@pytest.mark.parametrize("is_connected", [True, False])
def test_a_digest_that_was_certainly_not_accepted_is_sent_again(server, monkeypatch, is_connected):
    message = a_digest()
    error = SMTPRecipientsRefused({"noor@school.example": (451, b"later")})
    with monkeypatch.context() as patch:
        if is_connected:
            server(raising(error))
        else:
            patch.setattr(Backend, "open", lambda self: raising(ConnectionRefusedError())())
        send_due()
    Message.objects.update(next_try_at=timezone.now())
    server(lambda: None)

    assert send_due() == 1
    message.refresh_from_db()
    assert (message.state, message.tries, message.unsubscribe_link) == (MailState.SENT, 2, "")
