"""A form sent while logged out comes back after log-in, with everything that was typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth import login
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from regions.editing.unsaved_input import SEALED, UnsavedInput, mark_unsaved

View = Callable[..., HttpResponse]

STILL_THERE = "Er is nog niets opgeslagen. Wat u had ingevuld staat er nog: sla het nu op."
WERE_LOGGED_OUT = f"U was uitgelogd. {STILL_THERE}"
LOGGED_IN_AGAIN = f"U was intussen opnieuw ingelogd. {STILL_THERE}"
NOTHING_DONE = "U was uitgelogd. Er is niets gewijzigd: doe het na het aanmelden nog eens."
FILES_TOO = "Kies ook de bestanden opnieuw: die kunnen wij niet voor u bewaren."
LOCKED_OUT = 429


def preserve_input(site: AdminSite, view: View) -> View:
    """Wrap a view so that what was typed survives the end of a session."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        typed = UnsavedInput.of(request)
        if typed is None:
            return _nothing_done(site, request) or view(request, *args, **kwargs)
        is_trusted = not getattr(request, "csrf_failed", False)
        message = WERE_LOGGED_OUT if is_trusted else LOGGED_IN_AGAIN
        form = None
        if is_trusted and SEALED in request.POST:
            if "username" in request.POST:
                form = site.login_form(request, request.POST)  # type: ignore[misc]
                if form.is_valid():
                    _log_in(request, form)
        elif is_trusted and site.has_permission(request):
            return view(request, *args, **kwargs)
        if not _is_from(typed, site, request):
            return _log_in_page(site, request, typed, form)
        mark_unsaved(request, typed)
        messages.warning(request, message)
        return view(request, *args, **kwargs)

    return wrapped


def _is_from(typed: UnsavedInput, site: AdminSite, request: HttpRequest) -> bool:
    return site.has_permission(request) and request.user.pk == typed.user


def _log_in(request: HttpRequest, form: Any) -> None:
    login(request, form.get_user())
    if hasattr(request, "rights"):
        del request.rights  # cached before there was a user


def _log_in_page(
    site: AdminSite, request: HttpRequest, typed: UnsavedInput, form: Any
) -> HttpResponse:
    """At the address of the form, where logging in is answered with that form."""
    context = {
        **site.each_context(request),
        "title": "Aanmelden",
        "form": form or site.login_form(request),  # type: ignore[misc]
        "app_path": request.get_full_path(),
        "is_of_another": site.has_permission(request),
        SEALED: typed.sealed(),
    }
    response = TemplateResponse(request, "admin/log_in_again.html", context)
    response["Cache-Control"] = "no-store, private"
    return response


def _nothing_done(site: AdminSite, request: HttpRequest) -> HttpResponse | None:
    """A POST without text, such as a deletion, is not repeated after logging in.

    Log-in leads back to the page with its button, and a message says that nothing was done.
    """
    if site.has_permission(request) or request.path == reverse("admin:logout"):
        return None
    page = request.headers.get("referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}):
        return None
    where = urlsplit(page)
    if not where.path.startswith(reverse("admin:index")):
        return None
    sentences = [NOTHING_DONE, FILES_TOO] if request.FILES else [NOTHING_DONE]
    messages.warning(request, " ".join(sentences))
    back = where._replace(scheme="", netloc="", fragment="").geturl()
    return redirect_to_login(back, reverse("admin:login"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Usually after logging in again in another tab. Nothing is written, whoever sent it."""
    if request.method == "POST" and UnsavedInput.of(request) is not None:
        failed: Any = request
        failed.csrf_failed = failed.csrf_processing_done = True
        match = resolve(request.path_info)
        return match.func(request, *match.args, **match.kwargs)
    return render(request, "403_csrf.html", status=403)


def locked_out(request: HttpRequest, response: Any, credentials: Any) -> HttpResponse:
    """The answer of django-axes, which also holds what was typed."""
    typed = UnsavedInput.of(request)
    context = {
        "app_path": request.get_full_path(),
        SEALED: typed.sealed() if typed else "",
    }
    return render(request, "admin/locked_out.html", context, status=LOCKED_OUT)
