"""How long submissions are kept, by state."""

from datetime import timedelta

from pactdir.models import SubmissionState

LINK_LIFETIME = timedelta(days=30)
# Since it was last changed, sent or decided on.
KEPT = {
    SubmissionState.DRAFT: timedelta(days=30),
    SubmissionState.SENT: timedelta(days=180),
    SubmissionState.REFUSED: timedelta(days=90),
    SubmissionState.ACCEPTED: timedelta(days=730),
}
