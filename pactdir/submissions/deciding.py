"""Sends, accepts, refuses and withdraws submissions, each exactly once."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from pactdir.audit.recording import record
from pactdir.models import AuditKind, MailKind, Submission, SubmissionKind, SubmissionState
from pactdir.submissions.links import mail_link
from pactdir.submissions.publishing import answers_of, publish
from partners.models import Offer, Partner
from regions.writing.changing import changing


class AlreadyDecided(Exception):
    """Somebody else decided, or the sender took it back."""


def send(submission: Submission) -> bool:
    """Return whether it was not sent already."""
    with transaction.atomic():
        sent = _claim(submission, SubmissionState.SENT, sent_at=timezone.now(), reason="")
        if sent:
            _record(AuditKind.SUBMITTED, submission)
    return sent


def take_back(submission: Submission) -> bool:
    """Back to a draft, which its sender may change."""
    return _claim(submission, SubmissionState.DRAFT)


def accept(
    submission: Submission, form: Any, partner: Partner | None, by: User, day: date
) -> Partner | Offer | Any:
    """Raise AlreadyDecided, or ValidationError if the row cannot be written."""
    with changing():
        decided = {"decided_at": timezone.now(), "decided_by": by, "reason": "", "before": {}}
        if not _claim(submission, SubmissionState.ACCEPTED, **decided):
            raise AlreadyDecided
        row = publish(submission, form, partner, day)
        if isinstance(row, Partner):
            submission.partner = row
        elif isinstance(row, Offer):
            submission.offer, submission.partner = row, row.partner
        submission.answers = form_answers(form, submission)
        submission.save(update_fields=["partner", "offer", "answers"])
        _record(AuditKind.SUBMISSION_ACCEPTED, submission, by=by)
        _mail(MailKind.SUBMISSION_ACCEPTED, submission, row=row)
    return row


def form_answers(form: Any, submission: Submission) -> dict[str, Any]:
    return {name: form[name].value() for name in submission.answers if name in form.fields}


def refuse(submission: Submission, reason: str, by: User, *, tell: bool = True) -> bool:
    """Return whether it still waited. `tell` is False for unwanted advertising."""
    with transaction.atomic():
        decided = {"decided_at": timezone.now(), "decided_by": by, "reason": reason}
        if not _claim(submission, SubmissionState.REFUSED, **decided):
            return False
        _record(AuditKind.SUBMISSION_REFUSED, submission, by=by)
        if tell:
            _mail(MailKind.SUBMISSION_REFUSED, submission, reason=reason)
    return True


def begin_edit(submission: Submission) -> bool:
    """Start a change of what is published, which stays as it is until the change is accepted."""
    row = submission.row
    if row is None:
        return False
    values = answers_of(row, submission)
    return _claim(submission, SubmissionState.DRAFT, before=values, answers=values)


def withdraw(submission: Submission) -> None:
    """Delete what is not published; of a change, only the change."""
    with transaction.atomic():
        _record(AuditKind.SUBMISSION_WITHDRAWN, submission)
        if submission.before and submission.row is not None:
            _claim(submission, SubmissionState.ACCEPTED, answers=submission.before, before={})
        else:
            submission.delete()


def hide_contact(submission: Submission) -> None:
    """Take what was shared by a tick off the site, at once and without anybody's approval."""
    with changing():
        if (offer := submission.offer) is not None:
            offer.join_email = offer.join_phone = ""
            offer.save()
        if submission.kind == SubmissionKind.PROFILE and (partner := submission.partner):
            partner.kvk_is_public = partner.email_is_public = partner.phone_is_public = False
            partner.save()
        _record(AuditKind.CONTACT_HIDDEN, submission)


def _claim(submission: Submission, state: SubmissionState, **values: Any) -> bool:
    # One UPDATE decides, on both databases: of two at the same moment the second matches no row.
    rows = Submission.objects.filter(
        pk=submission.pk, state=submission.state, changed_at=submission.changed_at
    )
    values |= {"state": state, "changed_at": timezone.now()}
    if not rows.update(**values):
        return False
    for name, value in values.items():
        setattr(submission, name, value)
    return True


def _record(kind: AuditKind, submission: Submission, by: User | None = None) -> None:
    # Without the name, which may be that of a person.
    detail = f"{submission.get_kind_display()}, nummer {submission.pk}"
    record(kind, by=by, region=submission.region_id, detail=detail)


def _mail(kind: MailKind, submission: Submission, **context: Any) -> None:
    mail_link(kind, submission.email, {"submission": submission, **context})
