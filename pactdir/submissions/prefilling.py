"""Starts an offer with what its sender told about their company."""

from __future__ import annotations

from typing import Any

from pactdir.models import Submission, SubmissionKind, SubmissionState
from pactdir.submissions.publishing import answers_for_sender

# Of an offer and of a profile. Whether they are public is asked again.
SAME_ANSWERS = {
    "region": "region",
    "organisation": "name",
    "place_name": "place_name",
    "place": "place",
    "join_email": "contact_email",
    "join_phone": "contact_phone",
}


def profile_of(email: str) -> Submission | None:
    """The profile that this sender changed last."""
    rows = Submission.objects.filter(email=email, kind=SubmissionKind.PROFILE).exclude(answers={})
    return rows.select_related("region", "partner").order_by("-changed_at", "-pk").first()


def new_submission(kind: str, email: str) -> Submission:
    submission = Submission(kind=kind, email=email)
    if kind == SubmissionKind.OFFER and (profile := profile_of(email)) is not None:
        submission.region = profile.region
        submission.answers = _answers_from(profile)
    submission.save()
    return submission


def _answers_from(profile: Submission) -> dict[str, Any]:
    answers = profile.answers
    if profile.state == SubmissionState.ACCEPTED and profile.partner is not None:
        answers = answers_for_sender(profile.partner, profile)
    return {name: answers[of] for name, of in SAME_ANSWERS.items() if answers.get(of)}
