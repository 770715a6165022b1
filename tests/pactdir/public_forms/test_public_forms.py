"""Public forms refuse spam with a message, and keep the input."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone

from pactdir.public_forms import tokens
from pactdir.public_forms.forms import (
    EXPIRED,
    HONEYPOT,
    HONEYPOT_FILLED,
    INVALID,
    MAX_PER_PAGE,
    OTHER_SITE,
    TOKEN,
    TOO_MANY,
    PublicForm,
)
from pactdir.public_forms.limits import is_over_limit
from pactdir.public_forms.views import public_form_view
from tests.pactdir.public_forms.sending import BROWSER


class SampleForm(PublicForm):
    name = "sample"
    max_per_day = 3
    place = forms.CharField()


class OtherForm(SampleForm):
    name = "other"


def sent(form_class=SampleForm, token=None, *, headers=BROWSER, ip="203.0.113.7", **fields):
    data = {"place": "Hoorn", TOKEN: tokens.new_token("sample") if token is None else token}
    request = RequestFactory().post("/", data | fields, REMOTE_ADDR=ip, **headers)
    return form_class(request, request.POST)


def refusal(form):
    return None if form.is_valid() else form.non_field_errors()[0]


def test_a_form_from_our_own_page_is_accepted():
    assert refusal(sent()) is None


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
        {"HTTP_SEC_FETCH_SITE": "none"},
        {"HTTP_ORIGIN": "https://elsewhere.example"},
        {"HTTP_ORIGIN": "https://testserver"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": "http://[::1"},
        {"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": "http://testserver"},
    ],
)
def test_another_site_cannot_submit_it(headers):
    assert refusal(sent(headers=headers)) == OTHER_SITE


def test_a_browser_that_sends_only_the_origin_can_submit_it():
    assert refusal(sent(headers={"HTTP_ORIGIN": "http://testserver"})) is None


@pytest.mark.parametrize("token", ["", "a", "a:b:c", "\0", "é:1:x", "a" * 10_000])
def test_an_invented_token_is_refused(token):
    assert refusal(sent(token=token)) == INVALID


def test_a_token_of_another_form_is_refused():
    assert refusal(sent(OtherForm)) == INVALID


def test_a_page_that_was_open_for_more_than_a_day_is_refused_and_gets_a_new_token(monkeypatch):
    old = tokens.new_token("sample")
    monkeypatch.setattr(tokens, "LIFETIME", timedelta(seconds=-1))
    form = sent(token=old)
    assert refusal(form) == EXPIRED
    monkeypatch.undo()

    soup = BeautifulSoup(render_to_string("public_forms/_protection.html", {"form": form}), "lxml")

    assert refusal(sent(token=soup.select_one(f"[name={TOKEN}]")["value"])) is None


def test_the_field_that_must_stay_empty_is_hidden_from_the_keyboard_and_refused_when_filled():
    form = sent(**{HONEYPOT: "https://spam.example"})
    soup = BeautifulSoup(render_to_string("public_forms/_protection.html", {"form": form}), "lxml")

    assert soup.select_one(f"[name={HONEYPOT}]")["tabindex"] == "-1"
    assert refusal(form) == HONEYPOT_FILLED


def test_one_client_submits_a_limited_number_per_day():
    refusals = [refusal(sent()) for _ in range(5)]

    assert refusals == [None, None, None, TOO_MANY, TOO_MANY]
    assert refusal(sent(ip="203.0.113.8")) is None


def test_addresses_in_one_network_count_as_one_client():
    addresses = [f"2001:db8::{number}" for number in range(4)]

    assert [refusal(sent(ip=ip)) for ip in addresses][-1] == TOO_MANY


def test_invalid_input_does_not_count():
    for _ in range(5):
        assert not sent(place="").is_valid()

    assert refusal(sent()) is None


def test_one_page_cannot_be_submitted_by_many_clients():
    token = tokens.new_token("sample")
    refusals = [refusal(sent(token=token, ip=f"203.0.113.{n}")) for n in range(MAX_PER_PAGE + 1)]

    assert refusals == [None] * MAX_PER_PAGE + [EXPIRED]


def test_a_count_expires_with_its_period():
    now = timezone.now().timestamp()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("time.time", lambda: now)
        assert [is_over_limit("sample", "one", 1) for _ in range(2)] == [False, True]
        patch.setattr("time.time", lambda: now + 86_401)
        assert not is_over_limit("sample", "one", 1)


def test_the_page_of_a_form_is_not_cached_and_sets_no_cookie():
    view = public_form_view(lambda request: HttpResponse())

    response = view(RequestFactory().get("/"))

    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    assert view.csrf_exempt
    assert view(RequestFactory().put("/")).status_code == 405
