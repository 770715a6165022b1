"""The page of a user's own account: second factor and sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import cast

from django.contrib import admin, messages
from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST, require_safe

from pactdir.accounts.passkeys import passkeys_of
from pactdir.accounts.second_factor import has_app
from pactdir.accounts.second_step import proved
from pactdir.accounts.sessions import sessions_of
from pactdir.audit.recording import record
from pactdir.models import AccountSession, AuditKind

ALL_OTHERS = "andere"


@dataclass(frozen=True)
class OwnSession:
    reference: str  # a hash of the session key, which itself is on no page
    browser: str
    started_at: datetime
    seen_at: datetime
    is_this: bool


def own_account_urls(site: admin.AdminSite) -> list[URLPattern]:
    return [
        path("mijn-account/", site.admin_view(own_account), name="own_account"),
        path("mijn-account/meld-af/", site.admin_view(end_session), name="end_session"),
        path("mijn-account/bezig/", site.admin_view(still_typing), name="still_typing"),
    ]


@require_safe
def own_account(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    sessions = [_own_session(row, request) for row in _rows(request)]
    context = {
        **admin.site.each_context(request),
        "title": "Mijn account",
        "has_app": has_app(user),
        "passkeys": passkeys_of(user),
        "sessions": sorted(sessions, key=lambda session: not session.is_this),
        "all_others": ALL_OTHERS,
    }
    return TemplateResponse(request, "admin/own_account.html", context)


@require_POST
@proved(then="own_account")
def end_session(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("sessie", "")
    rows = [
        row
        for row in _rows(request)
        if (chosen == ALL_OTHERS and row.pk != request.session.session_key)
        or _reference(row) == chosen
    ]
    if any(row.pk == request.session.session_key for row in rows):
        logout(request)
        return HttpResponseRedirect(reverse("admin:login"))
    _end(cast(User, request.user), rows)
    ended = "U bent daar afgemeld." if rows else "Die sessie was al voorbij."
    messages.success(request, ended)
    return HttpResponseRedirect(reverse("admin:own_account"))


def _end(user: User, rows: list[AccountSession]) -> None:
    with transaction.atomic():
        for row in rows:
            if sessions_of(user).filter(pk=row.pk).delete()[0]:
                record(AuditKind.LOG_OUT, user, by=user, detail=row.browser)


@require_POST
def still_typing(request: HttpRequest) -> HttpResponse:
    # The request itself extends the session (session_use.py).
    return HttpResponse(status=204)


def _rows(request: HttpRequest) -> list[AccountSession]:
    return list(sessions_of(cast(User, request.user)).defer("session_data").order_by("-seen_at"))


def _own_session(row: AccountSession, request: HttpRequest) -> OwnSession:
    is_this = row.pk == request.session.session_key
    return OwnSession(_reference(row), row.browser, row.started_at, row.seen_at, is_this)


def _reference(row: AccountSession) -> str:
    return sha256(row.pk.encode()).hexdigest()[:20]
