"""Notify whoever decides on a submission that it has arrived."""

from __future__ import annotations

from django.urls import reverse

from pactdir.accounts.deciders import deciders
from pactdir.mail.queue import absolute, queue
from pactdir.models import MailKind, Submission
from pactdir.public_forms.limits import is_over_limit

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
    for email in deciders(submission.region_id).order_by("pk").values_list("email", flat=True):
        if is_over_limit("submission arrived", f"{what} {email}", 1):
            continue
        if not is_over_limit("submissions arrived", email, MAX_MAILS_A_DAY):
            queue(MailKind.SUBMISSION_ARRIVED, email, context)
