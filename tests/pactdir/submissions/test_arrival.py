"""Those who decide on a submission get a mail that one waits, without anything of it."""

import pytest
from django.core import mail

from pactdir.mail.sending import send_due
from pactdir.submissions.arrival import MAX_MAILS_A_DAY
from pactdir.submissions.deciding import send
from tests import make
from tests.admin.rows import a_submission
from tests.pactdir.submissions.conftest import EMAIL, profile

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def leader(leader):
    leader.email = "techniek@west.example"
    leader.save()
    return leader


def mails_to(address):
    send_due()
    return [message for message in mail.outbox if message.to == [address]]


def test_each_leader_of_the_region_gets_one_mail_without_what_was_sent(sender, leader, region):
    for role, place, fields in [
        ("editor", region, {}),
        ("leader", make.a_region(), {}),
        ("leader", region, {"is_active": False}),
        ("leader", region, {"email": ""}),
    ]:
        make.an_assignment(user=make.a_user(**fields), region=place, role=role)
    path = sender.fill_in(sender.begin("bedrijf"), profile(region))
    assert mails_to(leader.email) == []
    sender.press(path, "send")
    [message] = mails_to(leader.email)

    assert {address for sent in mail.outbox for address in sent.to} == {EMAIL, leader.email}
    assert message.subject == "Er wacht een inzending op uw antwoord"
    assert "voor West" in message.body
    assert "/admin/" in message.body
    assert not any(text in message.body for text in ("Zaag", EMAIL, "01234567", "doe-mee/link"))


def test_what_is_sent_again_the_same_day_is_mailed_once(sender, leader, region):
    path = sender.fill_in(sender.begin("bedrijf"), profile(region))
    for what in ("send", "back", "send", "back", "send"):
        sender.press(path, what)

    assert len(mails_to(leader.email)) == 1


def test_many_on_one_day_do_not_fill_a_mailbox(leader, region):
    for _ in range(MAX_MAILS_A_DAY + 3):
        send(a_submission(region=region, state="concept"))

    assert len(mails_to(leader.email)) == MAX_MAILS_A_DAY


def test_a_new_region_is_mailed_to_national_editors(leader):
    make.a_national_editor(email="landelijk@techniek.example")
    send(a_submission(kind="regio", region=None, state="concept"))
    [message] = mails_to("landelijk@techniek.example")

    assert "Een techniekregio vraagt om een plek" in message.body
    assert mails_to(leader.email) == []
