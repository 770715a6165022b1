"""Pages to choose a password: after forgetting it, or through a mailed link."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from axes.utils import reset
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.models import User
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from pactdir.accounts.links import MIN_MAIL_INTERVAL, find_link, mail_link, name_of, use_up
from pactdir.accounts.log_in_limit import throttled
from pactdir.audit.recording import record, record_in_regions
from pactdir.mail.queue import absolute, queue, send_soon
from pactdir.mail.sending import before_sending
from pactdir.models import (
    AccountLink,
    AuditKind,
    HandSetPassword,
    LinkKind,
    MailKind,
    PasswordRequest,
)

SAVED = "Uw wachtwoord is opgeslagen. Meld u er nu mee aan."
MAX_WAITING = 1000  # pending requests

View = Callable[..., HttpResponse]


class ForgottenForm(forms.Form):
    email = forms.EmailField(
        label="Uw e-mailadres",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True}),
    )


def choosing_urls(site: admin.AdminSite) -> list[URLPattern]:
    return [
        path("wachtwoord-vergeten/", forgotten_password, name="forgotten_password"),
        path("wachtwoord-vergeten/verstuurd/", request_received, name="request_received"),
        path("wachtwoord-kiezen/<str:token>/", choose_password, name="choose_password"),
    ]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten_password(request: HttpRequest) -> HttpResponse:
    form = ForgottenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        # The address is looked up when the mail is sent, so the response time reveals nothing.
        if PasswordRequest.objects.count() < MAX_WAITING:
            PasswordRequest.objects.create(email=form.cleaned_data["email"])
            send_soon()
        return HttpResponseRedirect(reverse("admin:request_received"))
    return page_without_log_in(request, "forgotten_password", "Wachtwoord vergeten", form=form)


@never_cache
@require_http_methods(["GET", "HEAD"])
def request_received(request: HttpRequest) -> HttpResponse:
    return page_without_log_in(request, "request_received", "Kijk in uw mail")


@before_sending
def answer_requests() -> None:
    for asked in PasswordRequest.objects.order_by("pk")[:MAX_WAITING]:
        with transaction.atomic():
            if not PasswordRequest.objects.filter(pk=asked.pk).delete()[0]:
                continue  # another process is already sending it
            for user in User.objects.filter(email__iexact=asked.email, is_active=True):
                recent = AccountLink.objects.filter(made_at__gt=timezone.now() - MIN_MAIL_INTERVAL)
                if not recent.filter(user=user, kind=LinkKind.RESET).exists():
                    mail_link(user, LinkKind.RESET)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose_password(request: HttpRequest, token: str) -> HttpResponse:
    link = find_link(token, timezone.now())
    if link is None:
        return _expired(request)
    is_first = not link.user.has_usable_password()
    form = AnotherPasswordForm(link.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            if not use_up(link):
                return _expired(request)
            if link.kind == LinkKind.INVITATION:
                record_in_regions(AuditKind.INVITATION_ACCEPTED, link.user, by=link.user)
            form.save()
            password_chosen(link.user, is_first=is_first)
        messages.success(request, SAVED)
        return HttpResponseRedirect(reverse("admin:login"))
    title = "Kies een wachtwoord"
    return page_without_log_in(request, "choose_password", title, form=form, account=link.user)


def _expired(request: HttpRequest) -> HttpResponse:
    return page_without_log_in(request, "link_expired", "Deze link werkt niet meer", status=404)


class AnotherPasswordForm(SetPasswordForm):
    def clean_new_password1(self) -> str:
        password: str = self.cleaned_data["new_password1"]
        was_given = HandSetPassword.objects.filter(user=self.user).exists()
        if was_given and self.user.check_password(password):
            raise ValidationError("Kies een ander wachtwoord dan wat u kreeg.")
        return password


class OwnPasswordForm(AdminPasswordChangeForm):
    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        self.request = request
        super().__init__(*args, **kwargs)

    def clean_old_password(self) -> str:
        # Otherwise anyone with an open session could guess passwords without limit.
        with throttled(self.request, self.user.get_username()):
            return super().clean_old_password()

    def save(self, commit: bool = True) -> User:
        with transaction.atomic():
            user = super().save(commit)
            password_chosen(user)
        return user


class OwnPasswordChange(PasswordChangeView):
    form_class = OwnPasswordForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "request": self.request}


def password_chosen(user: User, *, is_first: bool = False) -> None:
    """Call this in the transaction in which a user changed their own password."""
    record(AuditKind.PASSWORD_CHOSEN, user, by=user)
    AccountLink.objects.filter(user=user).delete()
    HandSetPassword.objects.filter(user=user).delete()
    reset(username=user.get_username())  # lifts the lockout after wrong passwords
    if user.email and not is_first:
        forgotten = absolute(reverse("admin:forgotten_password"))
        queue(
            MailKind.PASSWORD_CHANGED, user.email, {"name": name_of(user), "forgotten": forgotten}
        )


def page_without_log_in(
    request: HttpRequest, name: str, title: str, status: int = 200, **context: Any
) -> HttpResponse:
    context = {**admin.site.each_context(request), "title": title, **context}
    response = TemplateResponse(request, f"admin/{name}.html", context, status=status)
    # The URL may contain a token. With "no-referrer" browsers send no Origin with the form.
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
