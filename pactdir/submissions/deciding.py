"""Sends, accepts, refuses and withdraws submissions, each exactly once."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from pactdir.audit.recording import record
from pactdir.mail.queue import absolute
from pactdir.models import AuditKind, MailKind, Submission, SubmissionKind, SubmissionState
from pactdir.submissions.arrival import mail_deciders
from pactdir.submissions.links import mail_link
from pactdir.submissions.publishing import (
    answers_for_sender,
    answers_of,
    partner_of,
    public_page,
    publish,
    publish_draft,
    without_private,
)
from partners.models import Offer, Partner
from regions.models import Region
from regions.writing.changing import changing

Row = TypeVar("Row", Partner, Offer)
# Answers of a profile or offer that share no contact.
HIDDEN = {
    **dict.fromkeys(Partner.public_if.values(), False),
    "join_email": "",
    "join_phone": "",
    "share": False,
}
NOT_ASKED: dict[str, Any] = {"asks_removal": False, "removal_reason": ""}


class AlreadyDecided(Exception):
    """Somebody else decided, or the sender took it back."""


class EditConflict(Exception):
    """The published row is no longer as the leader saw it."""


def send(submission: Submission) -> bool:
    """Return whether it was not sent already."""
    with transaction.atomic():
        sent = _claim(submission, SubmissionState.SENT, sent_at=timezone.now(), reason="")
        if sent:
            _record(AuditKind.SUBMITTED, submission)
            mail_deciders(submission)
    return sent


def keep(submission: Submission, answers: dict[str, Any], region: Region | None) -> bool:
    """Add answers to a draft, or to a refused submission, which becomes a draft.

    The reason of a refusal stays until it is sent again. Return False, and keep nothing, if it was
    changed in another window.
    """
    return submission.may_be_changed and _claim(
        submission, SubmissionState.DRAFT, answers=submission.answers | answers, region=region
    )


def take_back(submission: Submission) -> bool:
    """Back to a draft, which its sender may change."""
    return _claim(submission, SubmissionState.DRAFT)


def accept(
    submission: Submission,
    form: Any,
    chosen: Partner | None,
    seen: dict[str, Any],
    by: User,
    day: date,
) -> Partner | Offer | Any:
    """Publish it. `chosen` is a partner that is there already, `seen` the answers of the row.

    Raise AlreadyDecided, EditConflict, or ValidationError if the row cannot be written.
    """
    with changing():
        decided = {"decided_at": timezone.now(), "decided_by": by, "reason": ""}
        if not _claim(submission, SubmissionState.ACCEPTED, **decided):
            raise AlreadyDecided
        _load_rows(submission)
        chosen = _stored(chosen)
        stored = row_of(submission, chosen)
        if seen != (answers_of(stored, submission) if stored else {}):
            raise EditConflict
        partner = partner_of(submission) or chosen
        publish_draft(partner, day)
        publish_draft(submission.offer, day)
        row = publish(submission, form, partner, day)
        if isinstance(row, Partner):
            submission.partner = row
        elif isinstance(row, Offer):
            submission.offer, submission.partner = row, row.partner
        submission.answers = without_private(form_answers(form, submission), submission)
        submission.before, submission.refused = {}, None
        submission.save(update_fields=["partner", "offer", "before", "refused", "answers"])
        _record(AuditKind.SUBMISSION_ACCEPTED, submission, by=by)
        page = public_page(row, day)
        page = absolute(page) if page else ""
        _mail(MailKind.SUBMISSION_ACCEPTED, submission, row=row, page=page)
    return row


def row_of(submission: Submission, chosen: Partner | None) -> Partner | Offer | None:
    """The row that acceptance would change, if there is one."""
    if submission.kind == SubmissionKind.PROFILE:
        return submission.partner or chosen
    return submission.offer


def _load_rows(submission: Submission) -> None:
    # What was loaded before this transaction may be overtaken, and a save writes all fields.
    submission.partner, submission.offer = _stored(submission.partner), _stored(submission.offer)


def _stored(row: Row | None) -> Row | None:
    if row is None:
        return None
    rows: Any = type(row).objects
    stored: Row | None = rows.filter(pk=row.pk).locked().first()
    return stored


def form_answers(form: Any, submission: Submission) -> dict[str, Any]:
    return {name: form[name].value() for name in submission.answers if name in form.fields}


def refuse(submission: Submission, reason: str, by: User, *, tell: bool = True) -> bool:
    """Return whether it still waited. `tell` is False for unwanted advertising."""
    with transaction.atomic():
        decided = {"decided_at": timezone.now(), "decided_by": by, "reason": reason}
        decided["refused"] = submission.answers
        if not _claim(submission, SubmissionState.REFUSED, **decided):
            return False
        _record(AuditKind.SUBMISSION_REFUSED, submission, by=by)
        if tell:
            _mail(MailKind.SUBMISSION_REFUSED, submission, reason=reason)
    return True


def begin_edit(submission: Submission) -> bool:
    """Start a change of what is published, which stays as it is until the change is accepted."""
    row = submission.row
    if row is None or submission.asks_removal:
        return False
    values = answers_for_sender(row, submission)
    kept = {"before": values, "answers": values, "region": _region_now(submission)}
    return _claim(submission, SubmissionState.DRAFT, **kept)


def _region_now(submission: Submission) -> Region | None:
    """The region whose leader decides: of an offer, also after an editor moved it."""
    row = submission.row
    return row.region if isinstance(row, Offer) else submission.region


def withdraw(submission: Submission) -> bool:
    """Delete what is not published; of a change, only the change. False if it was just decided."""
    with transaction.atomic():
        if not _claim(submission, SubmissionState(submission.state)):
            return False
        _record(AuditKind.SUBMISSION_WITHDRAWN, submission)
        if not Submission.objects.filter(pk=submission.pk).drop_edits():
            submission.delete()
    return True


def hide_contact(submission: Submission) -> None:
    """Take what was shared by a tick off the site, at once and without anybody's approval.

    A change that waits does not put it back.
    """
    with changing():
        waiting = Submission.objects.select_for_update().filter(pk=submission.pk)
        for stored in waiting.exclude(state=SubmissionState.ACCEPTED):
            hidden = {name: value for name, value in HIDDEN.items() if name in stored.answers}
            waiting.update(answers=stored.answers | hidden, changed_at=timezone.now())
        if (row := submission.row) is not None:
            rows: Any = type(row).objects
            # Without validation: the rest of the row need not be valid today.
            rows.filter(pk=row.pk).update(**_no_contact_of(row))
        _load_rows(submission)
        _record(AuditKind.CONTACT_HIDDEN, submission)


def _no_contact_of(row: Partner | Offer) -> dict[str, Any]:
    if isinstance(row, Offer):
        return {"join_email": "", "join_phone": ""}
    return dict.fromkeys(Partner.public_if.values(), False)


def ask_removal(submission: Submission, reason: str) -> bool:
    """Ask the leader to take the row off the site. A change that waits is dropped."""
    asked = {"asks_removal": True, "removal_reason": reason, "sent_at": timezone.now()}
    with transaction.atomic():
        if not _claim(submission, SubmissionState(submission.state), **asked):
            return False
        Submission.objects.filter(pk=submission.pk).drop_edits()
        submission.refresh_from_db()
        submission.region = _region_now(submission)
        submission.save(update_fields=["region"])
        _record(AuditKind.REMOVAL_ASKED, submission)
        mail_deciders(submission)
    return True


def keep_published(submission: Submission) -> bool:
    """Take back the request to remove the row."""
    return submission.asks_removal and _claim(submission, SubmissionState.ACCEPTED, **NOT_ASKED)


def remove(submission: Submission, by: User) -> bool:
    """Take the row off the site; it becomes a draft, without a contact to publish again.

    Return whether that was still asked for.
    """
    with changing():
        decided = {"decided_at": timezone.now(), "decided_by": by, **NOT_ASKED}
        asked = submission.asks_removal
        if not asked or not _claim(submission, SubmissionState.ACCEPTED, **decided):
            return False
        _load_rows(submission)
        if (row := submission.row) is not None:
            for name, value in _no_contact_of(row).items():
                setattr(row, name, value)
            row.published_from = None
            row.save()
        _record(AuditKind.REMOVED_ON_REQUEST, submission, by=by)
        _mail(MailKind.SUBMISSION_REMOVED, submission)
    return True


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
