"""Restores a form that was submitted while logged out, after the user has logged in again."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from pactdir.accounts.passkeys import PASSKEY
from pactdir.accounts.second_factor import (
    CODE,
    SecondStepForm,
    is_enrolled,
    is_pending,
    mark_verified,
    ways_to_verify,
)
from regions.editing.unsaved_input import SIGNED_INPUT, UnsavedInput, mark_unsaved

View = Callable[..., HttpResponse]

STILL_THERE = "Er is nog niets opgeslagen. Wat u had ingevuld staat er nog: sla het nu op."
WERE_LOGGED_OUT = f"U was uitgelogd. {STILL_THERE}"
LOGGED_IN_AGAIN = f"U was intussen opnieuw ingelogd. {STILL_THERE}"
NOTHING_DONE = "U was uitgelogd. Er is niets gewijzigd: doe het na het aanmelden nog eens."
FILES_TOO = "Kies ook de bestanden opnieuw: die kunnen wij niet voor u bewaren."
LOCKED_OUT = 429


def preserve_input(site: AdminSite, view: View) -> View:
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        unsaved_input = UnsavedInput.of(request)
        if unsaved_input is None:
            return _report_nothing_done(site, request) or view(request, *args, **kwargs)
        is_trusted = not getattr(request, "csrf_failed", False)
        message = WERE_LOGGED_OUT if is_trusted else LOGGED_IN_AGAIN
        form = None
        if is_trusted and SIGNED_INPUT in request.POST:
            if "username" in request.POST:
                form = site.login_form(request, request.POST)  # type: ignore[misc]
                if form.is_valid():
                    _log_in(request, form)
            elif {CODE, PASSKEY} & request.POST.keys() and is_pending(request):
                form = SecondStepForm(request, request.POST)
                if form.is_valid():
                    mark_verified(request)
        elif is_trusted and site.has_permission(request):
            return view(request, *args, **kwargs)
        if not _belongs_to_user(unsaved_input, site, request):
            return _log_in_page(site, request, unsaved_input, form)
        mark_unsaved(request, unsaved_input)
        messages.warning(request, message)
        return view(request, *args, **kwargs)

    return wrapped


def _belongs_to_user(unsaved_input: UnsavedInput, site: AdminSite, request: HttpRequest) -> bool:
    return site.has_permission(request) and request.user.pk == unsaved_input.user


def _log_in(request: HttpRequest, form: Any) -> None:
    login(request, form.get_user())
    if hasattr(request, "rights"):
        del request.rights  # cached before the login


def _log_in_page(
    site: AdminSite, request: HttpRequest, unsaved_input: UnsavedInput, form: Any
) -> HttpResponse:
    # Served at the form's own URL, so logging in returns the form.
    if is_pending(request):
        return _code_page(site, request, unsaved_input, form)
    context = {
        **site.each_context(request),
        "title": "Aanmelden",
        "form": form or site.login_form(request),  # type: ignore[misc]
        "app_path": request.get_full_path(),
        "belongs_to_other_user": site.has_permission(request),
        SIGNED_INPUT: unsaved_input.signed(),
    }
    response = TemplateResponse(request, "admin/log_in_again.html", context)
    response["Cache-Control"] = "no-store, private"
    return response


def _code_page(
    site: AdminSite, request: HttpRequest, unsaved_input: UnsavedInput, form: Any
) -> HttpResponse:
    context = {
        **site.each_context(request),
        "title": "Tweede stap",
        "form": form if isinstance(form, SecondStepForm) else SecondStepForm(request),
        "app_path": request.get_full_path(),
        "is_enrolled": is_enrolled(cast(User, request.user)),
        **ways_to_verify(request),
        SIGNED_INPUT: unsaved_input.signed(),
    }
    response = TemplateResponse(request, "admin/second_step_again.html", context)
    response["Cache-Control"] = "no-store, private"
    return response


def _report_nothing_done(site: AdminSite, request: HttpRequest) -> HttpResponse | None:
    # A POST without typed input, such as a deletion, is not repeated after logging in. The user
    # returns to the page they submitted from, and a message says that nothing was done.
    if site.has_permission(request) or request.path == reverse("admin:logout"):
        return None
    page = request.headers.get("referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}):
        return None
    referer = urlsplit(page)
    if not referer.path.startswith(reverse("admin:index")):
        return None
    sentences = [NOTHING_DONE, FILES_TOO] if request.FILES else [NOTHING_DONE]
    messages.warning(request, " ".join(sentences))
    next_url = referer._replace(scheme="", netloc="", fragment="").geturl()
    return redirect_to_login(next_url, reverse("admin:login"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    # Usually the user has logged in again in another tab. Nothing is saved, whoever sent this.
    if request.method == "POST" and UnsavedInput.of(request) is not None:
        failed: Any = request
        failed.csrf_failed = failed.csrf_processing_done = True
        match = resolve(request.path_info)
        return match.func(request, *match.args, **match.kwargs)
    return render(request, "403_csrf.html", status=403)


def locked_out(request: HttpRequest, response: Any, credentials: Any) -> HttpResponse:
    unsaved_input = UnsavedInput.of(request)
    context = {
        "app_path": request.get_full_path(),
        SIGNED_INPUT: unsaved_input.signed() if unsaved_input else "",
    }
    return render(request, "admin/locked_out.html", context, status=LOCKED_OUT)
