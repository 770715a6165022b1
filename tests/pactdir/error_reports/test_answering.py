"""Whoever leads the region, or a national editor, answers a report once."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from pactdir.error_reports.answering import answer
from pactdir.error_reports.report_admin import ANSWERED, NEEDS_REASON, UNWANTED
from pactdir.mail.sending import send_due
from pactdir.models import AuditEvent, AuditKind, ErrorReport, Message, ReportState
from regions.rights import Rights
from tests import make
from tests.admin.rows import an_error_report

pytestmark = pytest.mark.django_db

READER = "lezer@school.example"


@pytest.fixture
def region():
    return make.a_region(name="West", slug="west")


@pytest.fixture
def leader(client, region):
    user = make.a_user()
    make.an_assignment(user=user, region=region, role="leader")
    client.force_login(user)
    return user


@pytest.fixture
def report(region):
    return an_error_report(region=region, path="/regios/west/", email=READER)


def url(report):
    return reverse("admin:pactdir_errorreport_change", args=[report.pk])


def press(client, report, button, text=""):
    return client.post(url(report), {button: "ja", "answer": text}, follow=True)


def test_a_leader_reads_the_report_and_answers_it(client, leader, report):
    assert "De naam klopt niet." in client.get(url(report)).content.decode()
    press(client, report, "seen")
    report.refresh_from_db()
    assert report.state == ReportState.SEEN

    shown = press(client, report, "done", "De naam is verbeterd.").content.decode()
    send_due()
    report.refresh_from_db()

    assert "Beantwoord: verwerkt. Wie het meldde, krijgt mail." in shown
    assert (report.state, report.answered_by) == (ReportState.DONE, leader)
    [message] = mail.outbox
    assert message.to == [READER]
    assert "De naam is verbeterd." in message.body
    event = AuditEvent.objects.get(kind=AuditKind.REPORT_ANSWERED)
    assert event.detail == f"melding {report.pk}, verwerkt"


def test_declining_needs_a_reason(client, leader, report):
    response = press(client, report, "declined")

    assert response.status_code == 422
    assert NEEDS_REASON in response.content.decode()
    report.refresh_from_db()
    assert report.is_open

    press(client, report, "declined", "De gids zegt het ook zo.")
    report.refresh_from_db()
    assert report.state == ReportState.DECLINED
    assert "De gids zegt het ook zo." in Message.objects.get().text


def test_the_second_answer_does_not_overwrite_the_first(client, leader, report):
    opened = ErrorReport.objects.get()
    assert answer(report, ReportState.DONE, "Eerst", make.a_user())
    assert not answer(opened, ReportState.DECLINED, "Daarna", leader)
    shown = press(client, report, "done", "Nog eens").content.decode()

    assert ANSWERED in shown
    report.refresh_from_db()
    assert report.answer == "Eerst"
    assert Message.objects.count() == 1


@pytest.mark.parametrize("button", ["seen", "done", "declined"])
def test_nobody_else_reads_or_answers_it(client, report, button):
    for role, region in (("leader", make.a_region()), ("editor", report.region)):
        user = make.a_user()
        make.an_assignment(user=user, region=region, role=role)
        client.force_login(user)
        shown = client.get(url(report), follow=True).content.decode()
        press(client, report, button, "Nee")

        assert "De naam klopt niet." not in shown
        assert ErrorReport.objects.get().state == ReportState.NEW


def test_unwanted_reports_are_declined_together_without_mail(client, leader, region):
    rows = [an_error_report(region=region, email=READER) for _ in range(3)]
    other = an_error_report()
    keys = [row.pk for row in (*rows, other)]
    data = {"action": "decline_unwanted", "_selected_action": keys}
    client.post(reverse("admin:pactdir_errorreport_changelist"), data)

    answers = dict(ErrorReport.objects.values_list("pk", "answer"))
    assert answers == {**dict.fromkeys(keys, UNWANTED), other.pk: ""}
    assert not Message.objects.exists()


def test_national_editors_get_overdue_reports_and_those_without_a_region(region):
    now = timezone.now()
    late = now - timedelta(days=14)
    leader = make.a_user(email="west@techniek.example")
    make.an_assignment(user=leader, region=region, role="leader")
    shared, overdue = an_error_report(region=None), an_error_report(region=region, sent_at=late)
    recent = an_error_report(region=region)
    without_leader = an_error_report()
    make.an_assignment(region=without_leader.region, role="editor")
    gone = make.an_assignment(region=without_leader.region, role="leader").user
    gone.is_active = False
    gone.save()
    an_error_report(region=None, state=ReportState.DONE, answered_at=now)
    waiting = ErrorReport.objects.waiting_for

    assert [*waiting(Rights(is_national=True), now)] == [overdue, shared, without_leader]
    assert [*waiting(Rights(leads=frozenset({region.pk})), now)] == [overdue, recent]
    assert [*waiting(Rights(leads=frozenset({make.a_region().pk})), now)] == []


def test_the_oldest_open_report_comes_first_in_the_list(client, leader, region):
    now = timezone.now()
    done = an_error_report(region=region, path="/c/", state=ReportState.DONE, answered_at=now)
    second = an_error_report(region=region, path="/b/")
    first = an_error_report(region=region, path="/a/", sent_at=now - timedelta(days=1))
    response = client.get(reverse("admin:pactdir_errorreport_changelist"))

    assert [*response.context["cl"].result_list] == [first, second, done]


def test_the_first_screen_shows_what_waits(client, leader, region, report):
    an_error_report(text="Van een ander.")
    an_error_report(region=region, text="Al beantwoord.", state=ReportState.DONE)
    ErrorReport.objects.filter(pk=report.pk).update(sent_at=timezone.now() - timedelta(days=14))
    page = BeautifulSoup(client.get("/admin/").content, "lxml")

    [row] = page.select("section[aria-labelledby=meldingen] li")
    assert "De naam klopt niet." in row.text
    assert "langer dan 14 dagen geleden" in row.text
    assert row.a["href"] == url(report)


def test_without_reports_the_first_screen_does_not_mention_them(client, leader):
    assert "Bezoekers melden" not in client.get("/admin/").content.decode()
