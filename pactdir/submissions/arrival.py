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
    users = User.objects.filter(is_active=True).exclude(email="")
    leaders = users.filter(
        assignments__region=submission.region_id, assignments__role=AssignmentRole.LEADER
    )
    has_leader = submission.region_id is not None and leaders.exists()
    return leaders if has_leader else users.filter(is_superuser=True)
