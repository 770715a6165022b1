"""Records an event in the transaction that caused it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest
from simple_history.models import HistoricalRecords

from pactdir.audit.client_address import client_address
from pactdir.audit.security_log import write_line
from pactdir.models import SERVER, AuditEvent, AuditKind
from regions.models import Region

ADDRESS_RETENTION = timedelta(days=30)
MAX_NAME_LENGTH, MAX_DETAIL_LENGTH = 301, 300


def record(
    kind: AuditKind,
    about: User | str = "",
    *,
    by: User | None = None,
    region: Region | int | None = None,
    detail: str = "",
) -> None:
    """`by` defaults to the user of the request, or to the server in a command.

    Never pass a name as typed, since it may be a password.
    """
    request: HttpRequest | None = getattr(HistoricalRecords.context, "request", None)
    actor = by or _user_of(request)
    address = client_address(request) if request else None
    AuditEvent.objects.create(
        kind=kind,
        actor_key=actor.pk if actor else None,
        actor_name=_name(actor) if actor else "" if request else SERVER,
        about_key=about.pk if isinstance(about, User) else None,
        about_name=_name(about),
        region_id=region.pk if isinstance(region, Region) else region,
        detail=detail[:MAX_DETAIL_LENGTH],
        address=address,
    )
    person = about if isinstance(about, User) and not actor else actor
    log_in_name = person.get_username() if person else ""
    # Log only after the commit, so that a rollback writes no line.
    transaction.on_commit(partial(write_line, kind.value, log_in_name, address))


def record_in_regions(kind: AuditKind, user: User, *, by: User | None = None) -> None:
    """Record the event once for each region of the user, so that its leader sees it."""
    for region in [row.region_id for row in user.assignments.all()] or (None,):
        record(kind, user, by=by, region=region)


def _user_of(request: HttpRequest | None) -> User | None:
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def _name(who: User | str) -> str:
    name = who if isinstance(who, str) else who.get_full_name() or who.get_username()
    return name[:MAX_NAME_LENGTH]
