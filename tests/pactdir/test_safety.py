"""What every answer tells the browser, and what the site refuses."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests import make

pytestmark = pytest.mark.django_db

STRICT = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
COOKIES = ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"]


@pytest.mark.parametrize("address", ["/", "/regios/", "/nergens/", "/admin/login/", "/livez"])
def test_every_answer_bears_the_strict_headers(client, address):
    answer = client.get(address)

    assert set(answer["Content-Security-Policy"].split("; ")) == STRICT
    assert "camera=()" in answer["Permissions-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


def settings_with(https):
    """The settings of a process of its own, for they are read once."""
    code = (
        "import json; from pactdir import settings; "
        f"print(json.dumps([getattr(settings, name, None) for name in {COOKIES}]))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "HTTPS": https},
        cwd=settings.BASE_DIR,
        capture_output=True,
        check=True,
        text=True,
    )
    return json.loads(told.stdout)


def test_over_https_a_cookie_is_of_this_host_only():
    assert settings_with("on") == ["__Host-sessionid", "__Host-csrftoken", True, True]
    assert settings_with("off") == [None, None, False, False]


def test_a_log_in_without_the_forms_token_is_refused():
    make.a_national_editor(username="landelijk", password="een lang wachtwoord")
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post(
        reverse("admin:login"), {"username": "landelijk", "password": "een lang wachtwoord"}
    )

    assert answer.status_code == 403
    assert "_auth_user_id" not in strict.session


@pytest.mark.parametrize(
    "elsewhere", ["https://kwaad.example/", "//kwaad.example/", "/\\kwaad.example", "javascript:x"]
)
def test_a_log_in_never_leads_off_the_site(client, elsewhere):
    make.a_national_editor(username="landelijk", password="een lang wachtwoord")

    answer = client.post(
        reverse("admin:login"),
        {"username": "landelijk", "password": "een lang wachtwoord", "next": elsewhere},
    )

    assert answer.status_code == 302
    assert answer["Location"].startswith("/")
    assert "kwaad" not in answer["Location"]
    assert "javascript" not in answer["Location"]


@pytest.mark.parametrize("address", ["/", "/admin/login/"])
def test_a_forged_host_is_refused(client, address):
    assert client.get(address, headers={"host": "kwaad.example"}).status_code == 400
