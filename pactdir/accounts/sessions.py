"""Django's database session store, with the user and the end of each session in columns."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import Max, QuerySet
from django.utils import timezone

from pactdir.models import AccountSession, AuditEvent

IDLE = timedelta(hours=2)
ABSOLUTE = timedelta(days=14)
NOTED_EVERY = timedelta(minutes=1)
# Stored in the session data itself, so that it survives a new session key.
STARTED, BROWSER = "started_at", "browser"


class SessionStore(DatabaseStore):
    row: AccountSession | None = None  # the data as loaded

    @classmethod
    def get_model_class(cls) -> type[AccountSession]:
        return AccountSession

    def _get_session_from_db(self) -> AccountSession | None:
        self.row = super()._get_session_from_db()  # type: ignore[misc]
        return self.row

    def create_model_instance(self, data: dict[str, Any]) -> AccountSession:
        now = timezone.now()
        started = datetime.fromisoformat(data[STARTED]) if STARTED in data else now
        return AccountSession(
            session_key=self._get_or_create_session_key(),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            user_id=data.get(SESSION_KEY),
            started_at=started,
            seen_at=now,
            expire_date=ends_at(started, now),
            browser=data.get(BROWSER, ""),
        )


def ends_at(started: datetime, seen: datetime) -> datetime:
    return min(started + ABSOLUTE, seen + IDLE)


def sessions_of(user: User) -> QuerySet[AccountSession]:
    return AccountSession.objects.filter(user=user, expire_date__gt=timezone.now())


def end_sessions(user: User) -> None:
    """End all sessions. After a password change, Django's view starts a new one for the user."""
    AccountSession.objects.filter(user=user).delete()


def note_use(session: SessionStore, now: datetime) -> None:
    row = session.row
    if row is None or row.user_id is None or now - row.seen_at < NOTED_EVERY:
        return
    ends = ends_at(row.started_at, now)
    rows = AccountSession.objects.filter(pk=row.pk)
    rows.update(seen_at=now, expire_date=ends)


def last_seen(user: User) -> datetime | None:
    """When the user last did something, as far as their sessions and the audit log still tell."""
    sessions = sessions_of(user).aggregate(at=Max("seen_at"))["at"]
    event = AuditEvent.objects.filter(actor_key=user.pk).aggregate(at=Max("at"))["at"]
    return max((at for at in (user.last_login, sessions, event) if at), default=None)
