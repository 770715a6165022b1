"""Pages to enter the second factor, to set it up, and to get recovery codes."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import segno
from django.contrib import admin, messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_otp.plugins.otp_totp.models import TOTPDevice

from pactdir.accounts.browsers import browser_in_words
from pactdir.accounts.passkeys import PASSKEY, challenge_to_make, place_for_passkeys
from pactdir.accounts.recent_proof import PasswordForm, confirm_url, is_proved, note_proof
from pactdir.accounts.second_factor import (
    ENROLLED,
    VERIFIED,
    CodeForm,
    PasskeyForm,
    SecondStepForm,
    add_passkey,
    app_being_set_up,
    begin_enrolling,
    finish_enrolling,
    is_pending,
    is_required_for,
    mark_verified,
    remove_factor,
    replace_recovery_codes,
    ways_to_verify,
)
from regions.assigned_rights import rights_of
from regions.colours import colours
from regions.editing.unsaved_input import UnsavedInput

View = Callable[..., HttpResponse]


def second_step_urls(site: admin.AdminSite) -> list[URLPattern]:
    return [
        path("tweede-stap/", second_step, name="second_step"),
        path("tweede-stap/instellen/", enrol, name="enrol"),
        path("tweede-stap/passkey/", passkey, name="passkey"),
        path("tweede-stap/verwijderen/", remove, name="remove_factor"),
        path("tweede-stap/wachtwoord/", confirm_password, name="confirm_password"),
        path("tweede-stap/herstelcodes/", recovery_codes, name="recovery_codes"),
    ]


def after_second_step(view: View) -> View:
    """Redirect a user with a pending second factor to its page, from every admin URL."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_pending(request):
            return view(request, *args, **kwargs)
        if request.path == reverse("admin:logout") and request.method == "POST":
            logout(request)
            return redirect("admin:login")
        if request.method == "POST" and UnsavedInput.of(request) is not None:
            return view(request, *args, **kwargs)  # this view asks for the code itself
        query = urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(f"{reverse('admin:second_step')}?{query}")

    return wrapped


def for_users_with_rights(view: View) -> View:
    @wraps(view)
    @never_cache
    @sensitive_post_parameters()
    def wrapped(request: HttpRequest) -> HttpResponse:
        return view(request) if rights_of(request).open_admin else redirect("admin:login")

    return wrapped


def proved(then: str) -> Callable[[View], View]:
    """Require the second factor and a recent login; redirect to `then` after asking for them."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest) -> HttpResponse:
            if _is_halfway(request):
                return redirect("admin:second_step")
            if not is_proved(request):
                return HttpResponseRedirect(confirm_url(reverse(f"admin:{then}")))
            return view(request)

        return wrapped

    return decorate


def _is_halfway(request: HttpRequest) -> bool:
    return bool(request.session.get(ENROLLED)) and not request.session.get(VERIFIED)


@require_http_methods(["GET", "HEAD", "POST"])
@for_users_with_rights
def confirm_password(request: HttpRequest) -> HttpResponse:
    if _is_halfway(request):
        return redirect("admin:second_step")
    form = PasswordForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        request.session.cycle_key()
        if request.session.get(ENROLLED):
            # entering the second factor again completes the proof
            request.session.pop(VERIFIED, None)
            query = urlencode({"next": _next(request)})
            return HttpResponseRedirect(f"{reverse('admin:second_step')}?{query}")
        note_proof(request)
        return HttpResponseRedirect(_next(request))
    return _page(request, "confirm_password", "Uw wachtwoord", form=form, next=_next(request))


@require_http_methods(["GET", "HEAD", "POST"])
@for_users_with_rights
def second_step(request: HttpRequest) -> HttpResponse:
    if not is_pending(request):
        return HttpResponseRedirect(_next(request))
    if not request.session.get(ENROLLED):
        return redirect("admin:enrol")
    form = SecondStepForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        mark_verified(request)
        return HttpResponseRedirect(_next(request))
    context = {"form": form, "next": _next(request), **ways_to_verify(request)}
    return _page(request, "second_step", "Tweede stap", **context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_users_with_rights
def enrol(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and "begin" not in request.POST:
        return _finish_enrolling(request)
    return _begin_enrolling(request)


@proved(then="enrol")
def _begin_enrolling(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _enrol_page(request)
    device = begin_enrolling(request)
    return _enrol_page(request, device, CodeForm(device.user, is_enrolling=True))


def _finish_enrolling(request: HttpRequest) -> HttpResponse:
    device = app_being_set_up(request)
    if device is None or _is_halfway(request):
        return redirect("admin:enrol")
    form = CodeForm(device.user, request.POST, is_enrolling=True)
    if form.is_valid():
        return _codes_page(request, finish_enrolling(request))
    return _enrol_page(request, device, form)


def _enrol_page(
    request: HttpRequest, device: TOTPDevice | None = None, form: CodeForm | None = None
) -> HttpResponse:
    context: dict[str, Any] = {"is_required": is_required_for(rights_of(request))}
    if device is not None:
        context |= {"form": form, "qr": _qr(device.config_url), "secret": _secret(device)}
    return _page(request, "enrol", "Tweede stap instellen", **context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_users_with_rights
@proved(then="passkey")
def passkey(request: HttpRequest) -> HttpResponse:
    browser = browser_in_words(request.headers.get("user-agent", ""))
    form = PasskeyForm(request.POST or None, initial={"name": browser})
    if request.method == "POST" and form.is_valid():
        try:
            codes = add_passkey(request, form.cleaned_data["name"], form.cleaned_data[PASSKEY])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "De passkey is toegevoegd.")
            return _codes_page(request, codes) if codes else redirect("admin:own_account")
    elsewhere = place_for_passkeys(request)
    challenge = "" if elsewhere else challenge_to_make(request)
    context = {"form": form, "challenge": challenge, "passkeys_work_at": elsewhere}
    return _page(request, "passkey", "Passkey toevoegen", **context)


@require_POST
@for_users_with_rights
@proved(then="own_account")
def remove(request: HttpRequest) -> HttpResponse:
    try:
        remove_factor(request, request.POST.get("middel", ""))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("admin:own_account")


@require_POST
@for_users_with_rights
@proved(then="own_account")
def recovery_codes(request: HttpRequest) -> HttpResponse:
    if not request.session.get(ENROLLED):
        return redirect("admin:own_account")
    return _codes_page(request, replace_recovery_codes(request))


def _codes_page(request: HttpRequest, codes: list[str]) -> HttpResponse:
    return _page(request, "recovery_codes", "Herstelcodes", codes=codes)


def _next(request: HttpRequest) -> str:
    chosen = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(chosen, {request.get_host()}, request.is_secure())
    return chosen if is_ours else reverse("admin:index")


def _qr(address: str) -> str:
    printed = colours("print")  # in dark mode too, so that phones can scan it
    svg = segno.make(address, error="m", micro=False).svg_inline(
        scale=5, dark=printed["ink"], light=printed["paper"], omitsize=True
    )
    return mark_safe(svg)  # noqa: S308 (generated by segno; contains no user input)


def _secret(device: TOTPDevice) -> str:
    secret = device.config_url.partition("secret=")[2].partition("&")[0]
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def _page(request: HttpRequest, name: str, title: str, **context: Any) -> HttpResponse:
    context = {**admin.site.each_context(request), "title": title, **context}
    return TemplateResponse(request, f"admin/{name}.html", context)
