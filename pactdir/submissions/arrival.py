"""Notify whoever decides on a submission that it has arrived."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.urls import reverse

from pactdir.mail.queue import absolute, queue
from pactdir.models import MailKind, Submission
from pactdir.public_forms.limits import is_over_limit
from regions.models.people import AssignmentRole

# To one account: the list on its first screen shows the others.
MAX_MAILS_A_DAY = 10


def mail_deciders(submission: Submission) -> None:
    """Mail each leader of its region once a day about it, however often it is sent again."""
    context = {
        "region": submission.region,
        "url": absolute(reverse("admin:index")),
        "asks_removal": submission.asks_removal,
    }
    what = f"{submission.pk}{' removal' if submission.asks_removal else ''}"
    for email in deciders(submission).order_by("pk").values_list("email", flat=True):
        if is_over_limit("submission arrived", f"{what} {email}", 1):
            continue
        if not is_over_limit("submissions arrived", email, MAX_MAILS_A_DAY):
            queue(MailKind.SUBMISSION_ARRIVED, email, context)


def deciders(submission: Submission) -> QuerySet[User]:
    """The leaders of its region; the national editors if there are none, or no region yet."""
    leaders = _leaders(submission)
    return leaders if leaders.exists() else _with_mail().filter(is_superuser=True)


def decider_in_words(submission: Submission) -> str:
    region, national = submission.region, "de landelijke redactie"
    if region is None:
        return national
    if _leaders(submission).exists():
        return f"de projectleider van {region}"
    return f"{national}, want {region} heeft hier geen projectleider"


def _leaders(submission: Submission) -> QuerySet[User]:
    if submission.region_id is None:
        return User.objects.none()
    return _with_mail().filter(
        assignments__region=submission.region_id, assignments__role=AssignmentRole.LEADER
    )


def _with_mail() -> QuerySet[User]:
    return User.objects.filter(is_active=True).exclude(email="")
