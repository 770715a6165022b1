"""Creates, mails, withdraws and accepts invitations to work on a region."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from pactdir.accounts.links import (
    LINK_LIFETIMES,
    MIN_MAIL_INTERVAL,
    name_of,
    new_token,
    token_digest,
)
from pactdir.accounts.states import ROLES
from pactdir.audit.recording import record
from pactdir.mail.queue import queue, send_soon
from pactdir.mail.sending import before_sending
from pactdir.models import AuditKind, Invitation, LinkKind, MailKind
from regions.assigned_rights import rights_of_user
from regions.models import Assignment, Region
from regions.models.people import AssignmentRole
from regions.rights import Rights

MAX_A_DAY = 30  # new invitations per region
RETENTION = timedelta(days=30)  # after it was last sent
TOO_SOON = "Deze uitnodiging is minder dan vijf minuten geleden verstuurd. Wacht even."
IS_LEADER = "Dit adres is al uitgenodigd als projectleider. Trek dat eerst in."
TOO_MANY = f"Voor deze regio zijn vandaag al {MAX_A_DAY} mensen uitgenodigd. Probeer het morgen."


def may_give(rights: Rights, region: int, role: str) -> bool:
    return rights.is_national or (region in rights.leads and role == AssignmentRole.EDITOR)


def invite(region: Region, email: str, role: str, by: User) -> str:
    """Send an invitation, possibly again; return the reason for a refusal, or "".

    Neither the answer nor its time depends on whether the address belongs to an account.
    """
    now = timezone.now()
    with transaction.atomic():
        Region.objects.filter(pk=region.pk).locked().first()
        rows = Invitation.objects.filter(region=region)
        earlier = rows.filter(email=email).first()
        if earlier is not None and now - earlier.asked_at < MIN_MAIL_INTERVAL:
            return TOO_SOON
        if earlier is not None and _is_waiting_leader(earlier) and role == AssignmentRole.EDITOR:
            return IS_LEADER
        if earlier is None and rows.filter(asked_at__gt=now - timedelta(days=1)).count() >= (
            MAX_A_DAY
        ):
            return TOO_MANY
        asked = {"role": role, "invited_by": by, "asked_at": now, "withdrawn_at": None}
        asked |= {
            "expires_at": now + LINK_LIFETIMES[LinkKind.INVITATION],
            "is_due": True,
            "digest": None,
        }
        Invitation.objects.update_or_create(region=region, email=email, defaults=asked)
        record(AuditKind.INVITED, email, by=by, region=region)
        send_soon()
    return ""


def _is_waiting_leader(invitation: Invitation) -> bool:
    return invitation.withdrawn_at is None and invitation.role == AssignmentRole.LEADER


def withdraw(invitation: Invitation) -> None:
    rows = Invitation.objects.waiting().filter(pk=invitation.pk)
    with transaction.atomic():
        if rows.update(withdrawn_at=timezone.now(), is_due=False, digest=None):
            region = invitation.region_id
            record(AuditKind.INVITATION_WITHDRAWN, invitation.email, region=region)


@before_sending
def mail_invitations() -> None:
    now = timezone.now()
    for row in Invitation.objects.valid(now).filter(is_due=True).select_related("region"):
        with transaction.atomic():
            token = new_token()
            due = Invitation.objects.filter(pk=row.pk, is_due=True)
            if due.update(is_due=False, digest=token_digest(token)):
                _mail(row, token)


def _mail(invitation: Invitation, token: str) -> None:
    known = next((user for user in accounts_of(invitation.email) if can_log_in(user)), None)
    queue(
        MailKind.REGION_INVITATION,
        invitation.email,
        {
            "region": str(invitation.region),
            "role": ROLES[AssignmentRole(invitation.role)],
            "by": name_of(invitation.invited_by),
            "log_in_name": known and known.get_username(),
        },
        secret_path=reverse("admin:accept_invitation", args=[token]),
        valid_until=invitation.expires_at,
    )


def find_invitation(token: str, at: datetime) -> Invitation | None:
    rows = Invitation.objects.valid(at).filter(digest=token_digest(token))
    row = rows.select_related("region", "invited_by").first()
    if row is None or not may_give(rights_of_user(row.invited_by), row.region_id, row.role):
        return None
    return row


def accounts_of(email: str) -> list[User]:
    named = Q(email__iexact=email) | Q(username__iexact=email)
    return list(User.objects.filter(named).order_by("-is_active", "pk"))


def can_log_in(user: User) -> bool:
    return user.has_usable_password() and rights_of_user(user).open_admin


def claim(invitation: Invitation) -> bool:
    """Return whether this is the first use. Call this in the transaction that assigns the role."""
    waiting = Invitation.objects.waiting().filter(pk=invitation.pk, digest=invitation.digest)
    return bool(waiting.delete()[0])


def give_role(invitation: Invitation, user: User) -> None:
    """Assign the role, unless the user has a higher one."""
    record(AuditKind.INVITATION_ACCEPTED, user, by=user, region=invitation.region_id)
    rows = Assignment.objects.filter(user=user, region=invitation.region)
    row = rows.first() or Assignment(user=user, region=invitation.region)
    if row.role != AssignmentRole.LEADER and row.role != invitation.role:
        row.role = invitation.role
        row.changed_by = invitation.invited_by
        row.save()
