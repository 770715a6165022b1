"""Models of the site itself, a file per subject."""

from pactdir.models.accounts import (
    AccountLink,
    AccountLinkQuerySet,
    HandSetPassword,
    LinkKind,
    PasswordRequest,
)
from pactdir.models.audit import SERVER, AppendOnly, AuditEvent, AuditKind
from pactdir.models.brakes import Brake
from pactdir.models.demo import DemoRow
from pactdir.models.digest import UNCONFIRMED_LIFETIME, Frequency, Subscriber, SubscriberQuerySet
from pactdir.models.error_reports import (
    ErrorReport,
    ErrorReportQuerySet,
    ReportState,
)
from pactdir.models.imports import WRITTEN, Import, ImportedRow, Upload
from pactdir.models.invitations import Invitation, InvitationQuerySet
from pactdir.models.links import BETWEEN_VISITS, LinkCheck, LinkCheckQuerySet, LinkVerdict
from pactdir.models.mail import AT_MOST_ONCE, MailKind, MailState, Message, MessageQuerySet
from pactdir.models.school_matches import SchoolMatch, SchoolMatchQuerySet, Verdict
from pactdir.models.search import (
    KEYS_PER_KIND,
    EntryKind,
    SearchEntry,
    Synonym,
    entry_key,
    keys_of_kind,
)
from pactdir.models.sessions import AccountSession
from pactdir.models.submissions import (
    OVERDUE,
    Submission,
    SubmissionKind,
    SubmissionLink,
    SubmissionState,
)

__all__ = [
    "AT_MOST_ONCE",
    "BETWEEN_VISITS",
    "KEYS_PER_KIND",
    "OVERDUE",
    "SERVER",
    "UNCONFIRMED_LIFETIME",
    "WRITTEN",
    "AccountLink",
    "AccountLinkQuerySet",
    "AccountSession",
    "AppendOnly",
    "AuditEvent",
    "AuditKind",
    "Brake",
    "DemoRow",
    "EntryKind",
    "ErrorReport",
    "ErrorReportQuerySet",
    "Frequency",
    "HandSetPassword",
    "Import",
    "ImportedRow",
    "Invitation",
    "InvitationQuerySet",
    "LinkCheck",
    "LinkCheckQuerySet",
    "LinkKind",
    "LinkVerdict",
    "MailKind",
    "MailState",
    "Message",
    "MessageQuerySet",
    "PasswordRequest",
    "ReportState",
    "SchoolMatch",
    "SchoolMatchQuerySet",
    "SearchEntry",
    "Submission",
    "SubmissionKind",
    "SubmissionLink",
    "SubmissionState",
    "Subscriber",
    "SubscriberQuerySet",
    "Synonym",
    "Upload",
    "Verdict",
    "entry_key",
    "keys_of_kind",
]
