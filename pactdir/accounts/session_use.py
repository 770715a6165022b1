"""Starts, extends and ends sessions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_delete, pre_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from pactdir.accounts.browsers import browser_in_words
from pactdir.accounts.sessions import BROWSER, STARTED, SessionStore, end_sessions, note_use
from pactdir.accounts.states import SENSITIVE
from regions.assigned_rights import rights_of_user
from regions.models import Assignment


class NoteUse:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        # Only if the session was loaded: otherwise the page is the same for all visitors.
        if isinstance(request.session, SessionStore):
            note_use(request.session, timezone.now())
        return response


@receiver(user_logged_in)
def begin_session(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    request.session[STARTED] = timezone.now().isoformat()
    request.session[BROWSER] = browser_in_words(request.META.get("HTTP_USER_AGENT", ""))
    if isinstance(request.session, SessionStore):
        request.session.clear_expired()


@receiver(pre_save, sender=User)
def end_sessions_with_old_rights(
    sender: type[User], instance: User, update_fields: frozenset[str] | None, **kwargs: Any
) -> None:
    saved = SENSITIVE & (SENSITIVE if update_fields is None else update_fields)
    if not saved or instance.pk is None:
        return
    before = User.objects.filter(pk=instance.pk).values(*saved).first()
    if before and any(getattr(instance, name) != value for name, value in before.items()):
        end_sessions(instance)


@receiver(post_delete, sender=Assignment)
def end_sessions_without_rights(
    sender: type[Assignment], instance: Assignment, **kwargs: Any
) -> None:
    user = User.objects.filter(pk=instance.user_id).first()
    if user is not None and not rights_of_user(user).open_admin:
        end_sessions(user)
