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
    "frame-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
NOT_ASKED = {
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
}
COOKIES = ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"]


@pytest.mark.parametrize("address", ["/", "/regios/", "/nergens/", "/admin/login/", "/livez"])
def test_every_answer_bears_the_strict_headers(client, address):
    answer = client.get(address)

    assert set(answer["Content-Security-Policy"].split("; ")) == STRICT
    assert set(answer["Permissions-Policy"].split(", ")) == {f"{one}=()" for one in NOT_ASKED}
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


def said_with(https, code):
    """What a process of its own says, for the settings are read once."""
    told = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "HTTPS": https, "DJANGO_SETTINGS_MODULE": "pactdir.settings"},
        cwd=settings.BASE_DIR,
        capture_output=True,
        check=True,
        text=True,
    )
    return json.loads(told.stdout)


def settings_with(https):
    return said_with(
        https,
        "import json; from pactdir import settings; "
        f"print(json.dumps([getattr(settings, name, None) for name in {COOKIES}]))",
    )


def test_over_https_a_cookie_is_of_this_host_only():
    assert settings_with("on") == ["__Host-sessionid", "__Host-csrftoken", True, True]
    assert settings_with("off") == [None, None, False, False]


A_SITE = """
import json
import django
django.setup()
from django.test import Client
client = Client(SERVER_NAME="pactdir.example")
"""


def test_who_comes_without_https_is_led_to_it():
    assert said_with("on", f'{A_SITE}print(json.dumps(client.get("/")["Location"]))') == (
        "https://pactdir.example/"
    )


@pytest.mark.parametrize(
    ("https", "told"),
    [("on", ["max-age=31536000; includeSubDomains", True]), ("off", [None, False])],
)
def test_nginx_says_what_is_https_and_a_browser_then_keeps_to_it(https, told):
    """Where there is no nginx, nobody who writes its header is believed."""
    asked = (
        'answer = client.get("/livez", headers={"x-forwarded-proto": "https"})\n'
        'kept = answer.get("Strict-Transport-Security")\n'
        "print(json.dumps([kept, answer.wsgi_request.is_secure()]))"
    )
    assert said_with(https, A_SITE + asked) == told


def test_no_script_reads_a_cookie_and_no_other_site_sends_one(client):
    make.a_national_editor(username="landelijk", password="een lang wachtwoord")

    client.get(reverse("admin:login"))
    client.post(
        reverse("admin:login"), {"username": "landelijk", "password": "een lang wachtwoord"}
    )

    assert {
        name: (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"])
        for name, cookie in client.cookies.items()
    } == dict.fromkeys(["csrftoken", "sessionid"], (True, "Lax", "/", ""))


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
