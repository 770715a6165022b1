"""The pages of a subscription. The token in the URL authorises changes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from pactdir.digest import subscribing
from pactdir.digest.forms import ChoicesForm, SubscribeForm, initial_from_query, initial_of
from pactdir.digest.subscribing import find_subscriber
from pactdir.public_forms.views import public_form_view
from regions.clock import today
from regions.lists.query_names import reads

NO_REFERRER = "no-referrer"


@reads("regio", "thema", "postcode")
@public_form_view
def subscribe(request: HttpRequest) -> HttpResponse:
    day = today()
    if request.method == "POST":
        form = SubscribeForm(request, request.POST, day=day)
        if form.is_valid():
            subscribing.ask(form.cleaned_data["email"], form.choices)
            # The response is the same whether or not the address is known.
            return HttpResponseRedirect(reverse("digest:asked"))
    else:
        form = SubscribeForm(request, initial=initial_from_query(request.GET), day=day)
    return render(request, "digest/subscribe.html", {"form": form, "day": day})


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    return render(request, "digest/asked.html", {"day": today()})


@public_form_view
def subscription(request: HttpRequest, token: str) -> HttpResponse:
    subscriber = find_subscriber(token)
    if subscriber is None:
        return _gone(request)
    day, done = today(), ""
    form = ChoicesForm(initial=initial_of(subscriber), day=day)
    if request.method == "POST" and "confirm" in request.POST:
        subscribing.confirm(subscriber)
        done = "confirmed"
    elif request.method == "POST":
        form = ChoicesForm(request.POST, day=day)
        if form.is_valid():
            subscribing.change(subscriber, form.choices)
            done = "changed"
    context = {
        "subscriber": subscriber,
        "regions": [str(row) for row in subscriber.published_regions(day)],
        "themes": [str(row) for row in subscriber.published_themes(day)],
        "form": form,
        "done": done,
        "token": token,
        "day": day,
    }
    return _private(request, "digest/subscription.html", context)


@public_form_view
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Accepts the POST of RFC 8058, by a mail program or the button; needs no cookie or field."""
    subscriber = find_subscriber(token)
    if request.method != "POST":
        if subscriber is None:
            return _gone(request)
        context = {"subscriber": subscriber, "token": token, "day": today()}
        return _private(request, "digest/unsubscribe.html", context)
    if subscriber is not None:
        subscribing.unsubscribe(subscriber)
    return _private(request, "digest/unsubscribed.html", {"day": today()})


def _gone(request: HttpRequest) -> HttpResponse:
    return _private(request, "digest/gone.html", {"day": today()}, status=404)


def _private(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    response = render(request, template, context, status=status)
    response["Referrer-Policy"] = NO_REFERRER  # the URL is secret
    return response
