"""Security headers and cookies, and requests that the site refuses."""

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
DISABLED_FEATURES = {
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
def test_every_response_has_strict_headers(client, address):
    answer = client.get(address)

    assert set(answer["Content-Security-Policy"].split("; ")) == STRICT
    assert set(answer["Permissions-Policy"].split(", ")) == {
        f"{feature}=()" for feature in DISABLED_FEATURES
    }
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


def run_with_https(https, code):
    """The JSON printed by a separate process, since settings are read once per process."""
    result = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "HTTPS": https, "DJANGO_SETTINGS_MODULE": "pactdir.settings"},
        cwd=settings.BASE_DIR,
        capture_output=True,
        check=True,
        text=True,
    )
    return json.loads(result.stdout)


def cookie_settings(https):
    return run_with_https(
        https,
        "import json; from pactdir import settings; "
        f"print(json.dumps([getattr(settings, name, None) for name in {COOKIES}]))",
    )


def test_cookies_are_host_only_over_https():
    assert cookie_settings("on") == ["__Host-sessionid", "__Host-csrftoken", True, True]
    assert cookie_settings("off") == [None, None, False, False]


DJANGO_SCRIPT = """
import json
import django
django.setup()
from django.test import Client
client = Client(SERVER_NAME="pactdir.example")
"""


def test_redirects_http_to_https():
    assert run_with_https(
        "on", f'{DJANGO_SCRIPT}print(json.dumps(client.get("/")["Location"]))'
    ) == ("https://pactdir.example/")


@pytest.mark.parametrize(
    ("https", "expected"),
    [("on", ["max-age=31536000; includeSubDomains", True]), ("off", [None, False])],
)
def test_trusts_the_forwarded_protocol_only_behind_nginx(https, expected):
    """With HTTPS=off there is no nginx, so anyone could send that header."""
    script = (
        'answer = client.get("/livez", headers={"x-forwarded-proto": "https"})\n'
        'hsts = answer.get("Strict-Transport-Security")\n'
        "print(json.dumps([hsts, answer.wsgi_request.is_secure()]))"
    )
    assert run_with_https(https, DJANGO_SCRIPT + script) == expected


def test_cookies_are_http_only_and_same_site(client):
    make.a_national_editor(username="landelijk", password="een lang wachtwoord")

    client.get(reverse("admin:login"))
    client.post(
        reverse("admin:login"), {"username": "landelijk", "password": "een lang wachtwoord"}
    )

    assert {
        name: (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"])
        for name, cookie in client.cookies.items()
    } == dict.fromkeys(["csrftoken", "sessionid"], (True, "Lax", "/", ""))


def test_refuses_a_login_without_csrf_token():
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
def test_login_never_redirects_off_the_site(client, elsewhere):
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
def test_refuses_a_forged_host(client, address):
    assert client.get(address, headers={"host": "kwaad.example"}).status_code == 400
