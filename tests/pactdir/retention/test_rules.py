"""Retention periods: one table for the command, the page and the README."""

from datetime import timedelta
from pathlib import Path

import pytest
from axes.models import AccessAttempt
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.utils import timezone

from pactdir.models import (
    AccountLink,
    AccountSession,
    AuditEvent,
    Brake,
    Invitation,
    Message,
    PasswordRequest,
    Submission,
    SubmissionLink,
    Subscriber,
    Upload,
)
from pactdir.retention.rules import RULES, delete_expired
from pactdir.submissions.retention_periods import KEPT
from regions.documents.files import FOLDER as DOCUMENTS
from regions.models import Preview
from regions.pictures.files import FOLDER as PICTURES
from tests import make
from tests.admin.rows import (
    a_message,
    a_preview,
    a_submission,
    a_subscriber,
    an_error_report,
    an_invitation,
    an_upload,
)
from tests.pages.reading import block, words_of

README = Path(__file__).resolve().parents[3] / "pactdir/deploy/README.md"
A_MINUTE = timedelta(minutes=1)


def test_the_page_and_the_readme_show_the_table_of_the_code(client, db):
    section = block(client.get("/privacy/"), "Hoe lang iets bewaard blijft")

    rows = [words_of(row.select("th, td")) for row in section.select("tbody tr")]
    assert rows == [[f"{rule.what}, {rule.purpose}", rule.kept_in_words] for rule in RULES]
    assert all(f"| {rule.what} | {rule.kept_in_words} |\n" in README.read_text() for rule in RULES)


def set_dates(row, **dates):
    type(row)._base_manager.filter(pk=row.pk).update(**dates)
    return row


def rows_of_age(ages):
    """A row of that age for each rule, in the order of the rules."""
    now, user = timezone.now(), make.a_user()
    event, wrong, count, mail, asked, invited, team, reset, session, preview, upload, *others = ages
    reader, file, document, link, *by_state, reporter, answered, unanswered = others
    AuditEvent.objects.create(kind="log_in", address="203.0.113.7", at=now - event)
    attempt = AccessAttempt.objects.create(
        username="x", ip_address="203.0.113.7", failures_since_start=1
    )
    set_dates(attempt, attempt_time=now - wrong)
    Brake.objects.create(key=f"{count}", at=now - count)
    set_dates(a_message(), made_at=now - mail, state="sent")
    PasswordRequest.objects.create(email="a@b.example", made_at=now - asked)
    for kind, age, kept in (
        ("invitation", invited, RULES[5].kept),
        ("reset", reset, RULES[7].kept),
    ):
        AccountLink.objects.create(
            kind=kind, user=user, digest=f"{kind}{age}", expires_at=now - age + kept
        )
    set_dates(an_invitation(), asked_at=now - team)
    AccountSession.objects.create(
        session_key=f"s{session}",
        session_data="",
        user=user,
        started_at=now - session,
        seen_at=now,
        expire_date=now - session + RULES[8].kept,
    )
    set_dates(a_preview(), expires_at=now - preview + RULES[9].kept)
    set_dates(an_upload(), made_at=now - upload)
    unread = a_subscriber(confirmed_at=None, asked_at=now - reader)
    unread.regions.add(make.a_region())
    a_subscriber(asked_at=now - reader)
    for path, age in (
        (PICTURES.path_of(f"{file.total_seconds():.0f}-400.webp"), file),
        (DOCUMENTS.path_of(f"{document.total_seconds():.0f}.pdf"), document),
    ):
        storages["default"].save(path, ContentFile(b"file"))
        storages["default"]._resolve(path).modified_time = now - age
    SubmissionLink.objects.create(
        email="a@b.example", digest=f"{link}", expires_at=now - link + RULES[14].kept
    )
    for state, age in zip(KEPT, by_state, strict=True):
        a_submission(state=state, changed_at=now - age)
    an_error_report(email="a@b.example", answered_at=now - reporter)
    an_error_report(answered_at=now - answered)
    an_error_report(sent_at=now - unanswered)


@pytest.mark.django_db
def test_each_rule_deletes_older_rows_and_keeps_newer_ones():
    rows_of_age([rule.kept - A_MINUTE for rule in RULES])
    young = delete_expired(timezone.now())
    AccessAttempt.objects.all().delete()  # one row per name and IP address
    rows_of_age([rule.kept + A_MINUTE for rule in RULES])
    old = delete_expired(timezone.now())

    assert young == {rule.what: 0 for rule in RULES}
    assert old == {rule.what: 1 for rule in RULES}
    kept = [
        AccountLink,
        AccountSession,
        Brake,
        Invitation,
        Message,
        PasswordRequest,
        Preview,
        Upload,
    ]
    # Confirmed subscriptions stay until the reader unsubscribes.
    assert Subscriber.objects.exclude(confirmed_at=None).count() == 2
    assert Subscriber.objects.filter(confirmed_at=None).count() == 1
    assert {model: model.objects.count() for model in kept} == {
        model: 2 if model is AccountLink else 1 for model in kept
    }
    cleared = AuditEvent.objects.get(kind="addresses_cleared")
    assert cleared.sentence == "Een opdracht op de server wiste oude IP-adressen: 1."
    assert AuditEvent.objects.filter(kind="log_in").count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["concept", "verstuurd", "afgewezen"])
def test_of_an_edit_of_what_is_published_only_the_edit_is_deleted(state):
    old = {"state": state, "changed_at": timezone.now() - KEPT[state] - A_MINUTE, "reason": "Nee"}
    old |= {"before": {"name": "Zaag"}, "answers": {"name": "Zager"}}
    edits = [a_submission(partner=make.a_partner(), **old)]
    edits.append(a_submission(kind="aanbod", offer=make.an_offer(), **old))
    a_submission(**old)  # its row is deleted
    a_submission(**old | {"before": {}}, partner=make.a_partner())  # not accepted yet

    assert sum(delete_expired(timezone.now()).values()) == 4

    values = ("pk", "state", "answers", "before", "reason")
    assert list(Submission.objects.order_by("pk").values_list(*values)) == [
        (edit.pk, "opgenomen", {"name": "Zaag"}, {}, "") for edit in edits
    ]
    assert sum(delete_expired(timezone.now()).values()) == 0


@pytest.mark.django_db
def test_an_edit_that_is_too_old_goes_back_to_the_region_of_what_is_published():
    first, other = make.a_region(), make.a_region()
    old = {"changed_at": timezone.now() - KEPT["verstuurd"] - A_MINUTE, "region": other}
    for key in (str(first.pk), "0", "None"):
        a_submission(partner=make.a_partner(), before={"name": "Zaag", "region": key}, **old)

    delete_expired(timezone.now())

    # A region that was deleted since cannot have it back.
    assert list(Submission.objects.order_by("pk").values_list("region", "state")) == [
        (first.pk, "opgenomen"),
        (other.pk, "opgenomen"),
        (other.pk, "opgenomen"),
    ]


@pytest.mark.django_db
def test_the_command_reports_what_it_deleted(capsys):
    call_command("retention")
    AuditEvent.objects.create(
        kind="log_in", address="203.0.113.7", at=timezone.now() - RULES[0].kept
    )
    call_command("retention")

    first, second = capsys.readouterr().out.splitlines()
    assert first == "Er was niets te wissen: alles is nog vers genoeg."
    assert second == "Gewist: IP-adres bij een gebeurtenis in het logboek (1)."
