"""The page to accept an invitation to work on a region.

Users with an account accept while logged in. Others, or users whose account has no rights, choose a
password: the mail proves their identity just as a mail for a forgotten password does.
"""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from pactdir.accounts.account_admin import MAX_NAME
from pactdir.accounts.choosing import (
    SAVED,
    AnotherPasswordForm,
    page_without_log_in,
    password_chosen,
)
from pactdir.accounts.invitations import (
    accounts_of,
    can_log_in,
    claim,
    find_invitation,
    give_role,
)
from pactdir.accounts.second_factor import is_pending
from pactdir.accounts.states import ROLES
from pactdir.models import Invitation
from regions.models.people import AssignmentRole

TITLE = "Uitnodiging"


class NewAccountForm(SetPasswordForm):
    first_name = forms.CharField(label="Voornaam", max_length=MAX_NAME, required=False)
    last_name = forms.CharField(label="Achternaam", max_length=MAX_NAME, required=False)
    field_order = ["first_name", "last_name"]

    def clean(self) -> dict[str, Any]:
        # Set these first, since the password is compared with them.
        self.user.first_name = self.cleaned_data.get("first_name", "")
        self.user.last_name = self.cleaned_data.get("last_name", "")
        return cast(dict[str, Any], super().clean())


def accepting_urls(site: admin.AdminSite) -> list[URLPattern]:
    return [path("uitnodiging/<str:token>/", accept_invitation, name="accept_invitation")]


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    invitation = find_invitation(token, timezone.now())
    if invitation is None:
        return _gone(request)
    accounts = accounts_of(invitation.email)
    if request.user.is_authenticated and request.user in accounts:
        if is_pending(request):
            query = urlencode({"next": request.path})
            return HttpResponseRedirect(f"{reverse('admin:second_step')}?{query}")
        return _accept_logged_in(request, invitation)
    able = [user for user in accounts if can_log_in(user)]
    if able:
        return _page(request, invitation, "log_in", log_in_name=able[0].get_username())
    proven = [user for user in accounts if user.email.lower() == invitation.email]
    if not accounts or (proven and proven[0].is_active):
        return _choose_password(request, invitation, proven[0] if proven else None)
    return _page(request, invitation, "disabled")


def _accept_logged_in(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if request.method != "POST":
        return _page(request, invitation, "accept")
    with transaction.atomic():
        if not claim(invitation):
            return _gone(request)
        give_role(invitation, cast(User, request.user))
    messages.success(request, f"U werkt nu mee aan {invitation.region}.")
    return HttpResponseRedirect(reverse("admin:index"))


def _choose_password(
    request: HttpRequest, invitation: Invitation, known: User | None
) -> HttpResponse:
    user = known or User(username=invitation.email, email=invitation.email)
    is_first = known is None or not known.has_usable_password()
    form = (AnotherPasswordForm if known else NewAccountForm)(user, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, invitation, "choose", form=form, account=user)
    with transaction.atomic():
        if not claim(invitation):
            return _gone(request)
        form.save()
        password_chosen(user, is_first=is_first)
        give_role(invitation, user)
    messages.success(request, SAVED)
    return HttpResponseRedirect(reverse("admin:login"))


def _page(request: HttpRequest, invitation: Invitation, step: str, **context: Any) -> HttpResponse:
    context |= {
        "step": step,
        "invitation": invitation,
        "role": ROLES[AssignmentRole(invitation.role)],
    }
    return page_without_log_in(request, "accept_invitation", TITLE, **context)


def _gone(request: HttpRequest) -> HttpResponse:
    return page_without_log_in(request, "accept_invitation", TITLE, status=404, step="gone")
